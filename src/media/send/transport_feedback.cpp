// SPDX-License-Identifier: Apache-2.0
#include "media/send/transport_feedback.hpp"

#include "base/gst/gst_ref.hpp"

namespace confab::media {

namespace {

// rtpsession counts the payload; to this come RTP with our extension, SRTP, UDP and IPv4.
constexpr std::size_t kHeader = 20 + 10 + 28;

std::optional<PacketFate> fateIn(const GstStructure* packet)
{
    guint64 left = GST_CLOCK_TIME_NONE, arrived = GST_CLOCK_TIME_NONE;
    guint bytes = 0, sequence = 0;
    gboolean lost = TRUE;
    gst_structure_get(packet, "seqnum", G_TYPE_UINT, &sequence, "local-ts", G_TYPE_UINT64, &left,
                      "remote-ts", G_TYPE_UINT64, &arrived, "size", G_TYPE_UINT, &bytes, "lost",
                      G_TYPE_BOOLEAN, &lost, nullptr);
    if (!GST_CLOCK_TIME_IS_VALID(left))
        return std::nullopt;
    PacketFate fate{std::uint16_t(sequence), std::chrono::nanoseconds(left), {}, bytes + kHeader};
    if (!lost && GST_CLOCK_TIME_IS_VALID(arrived))
        fate.arrived = std::chrono::nanoseconds(arrived);
    return fate;
}

} // namespace

// A GValueArray, which GLib has deprecated and rtpsession still uses.
G_GNUC_BEGIN_IGNORE_DEPRECATIONS
std::optional<std::vector<PacketFate>> readTransportFeedback(const GstStructure* event)
{
    if (!event || !gst_structure_has_name(event, "RTPTWCCPackets"))
        return std::nullopt;
    std::vector<PacketFate> fates;
    const GValue* value = gst_structure_get_value(event, "packets");
    if (!value || !G_VALUE_HOLDS(value, g_value_array_get_type()))
        return fates;
    const auto* packets = static_cast<const GValueArray*>(g_value_get_boxed(value));
    for (guint i = 0; packets && i < packets->n_values; ++i)
        if (const auto fate = fateIn(gst_value_get_structure(&packets->values[i])))
            fates.push_back(*fate);
    return fates;
}
G_GNUC_END_IGNORE_DEPRECATIONS

} // namespace confab::media
