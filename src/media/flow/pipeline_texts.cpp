// SPDX-License-Identifier: Apache-2.0
#include "media/flow/pipeline_texts.hpp"

extern "C" { // generated, C
#include "media/pipelines_resource.h"
}

#include <fmt/format.h>
#include <gio/gio.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

namespace confab::media {

namespace {

constexpr const char* kFolder = "/confab/pipelines/";

struct PackagedElements {
    const char* package;
    std::vector<std::string> elements;
};

const std::array kPackages{
    PackagedElements{"gstreamer1.0-plugins-base",
                     {"appsrc", "appsink", "compositor", "audioconvert", "audiomixer",
                      "audioresample", "opusenc", "opusdec", "videotestsrc", "audiotestsrc",
                      "videoconvert", "videoscale"}},
    PackagedElements{"gstreamer1.0-plugins-good",
                     {"rtpopuspay", "rtpopusdepay", "rtpvp8pay", "rtpvp8depay", "rtph264pay",
                      "rtph264depay", "vp8enc", "vp8dec", "capssetter", "imagefreeze", "rglimiter",
                      "webmmux", "matroskamux", "mp4mux", "aacparse", "rtpbin", "rtpjitterbuffer"}},
    PackagedElements{"gstreamer1.0-plugins-bad",
                     {"webrtcbin", "dtlsenc", "dtlsdec", "srtpenc", "srtpdec", "h264parse",
                      "openh264dec", "voaacenc"}},
    PackagedElements{"gstreamer1.0-plugins-ugly", {"x264enc"}},
    PackagedElements{"gstreamer1.0-nice", {"nicesrc", "nicesink"}},
    PackagedElements{"libgstreamer1.0-0",
                     {"fakesink", "fdsink", "filesink", "capsfilter", "queue"}},
};

std::string withoutComments(std::istream& in)
{
    std::string text, line;
    while (std::getline(in, line)) {
        const auto first = line.find_first_not_of(" \t");
        if (first != std::string::npos && line[first] != '#')
            text += line + '\n';
    }
    return text;
}

std::string withValues(std::string text, const PipelineTexts::Values& values)
{
    for (const auto& [key, value] : values) {
        const std::string placeholder = "{" + key + "}";
        for (auto at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder))
            text.replace(at, placeholder.size(), value);
    }
    return text;
}

Error missingElement(const std::string& name, const std::string& element)
{
    const std::string package = packageOf(element);
    return {Errc::Media,
            fmt::format("pipeline {} needs the GStreamer element {}; install {}", name, element,
                        package.empty() ? "the plugin that has it" : package)};
}

struct ParseContext {
    GstParseContext* context = gst_parse_context_new();
    ~ParseContext() { gst_parse_context_free(context); }

    std::string firstMissing() const
    {
        gchar** missing = gst_parse_context_get_missing_elements(context);
        std::string first = missing && missing[0] ? missing[0] : "";
        g_strfreev(missing);
        return first;
    }
};

} // namespace

std::string packageOf(const std::string& element)
{
    for (const auto& [package, elements] : kPackages)
        if (std::find(elements.begin(), elements.end(), element) != elements.end())
            return package;
    return {};
}

std::vector<std::string> PipelineTexts::names()
{
    std::vector<std::string> names;
    gchar** children = g_resource_enumerate_children(pipelines_get_resource(), kFolder,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, nullptr);
    for (gchar** child = children; child && *child; ++child)
        names.push_back(std::string(*child, std::string_view(*child).find('.')));
    g_strfreev(children);
    return names;
}

Result<std::string> PipelineTexts::text(const std::string& name, const Values& values) const
{
    if (std::ifstream file(folder_ + "/" + name + ".pipeline"); !folder_.empty() && file)
        return withValues(withoutComments(file), values);
    const auto bytes = GRef<GBytes>::adopt(
        g_resource_lookup_data(pipelines_get_resource(), (kFolder + name + ".pipeline").c_str(),
                               G_RESOURCE_LOOKUP_FLAGS_NONE, nullptr));
    if (!bytes)
        return Error{Errc::NotFound, fmt::format("there is no pipeline {}", name)};
    gsize size = 0;
    const auto* data = static_cast<const char*>(g_bytes_get_data(bytes.get(), &size));
    std::istringstream in(std::string(data, size));
    return withValues(withoutComments(in), values);
}

Result<GRef<GstElement>> PipelineTexts::build(const std::string& name, const Values& values) const
{
    auto description = text(name, values);
    if (!description)
        return description.error();
    return parse(name, *description);
}

Result<GRef<GstElement>> PipelineTexts::parse(const std::string& name,
                                              const std::string& description)
{
    const ParseContext context;
    GErrorOut error;
    auto bin = GRef<GstElement>::sink(gst_parse_bin_from_description_full(
        description.c_str(), TRUE, context.context, GST_PARSE_FLAG_FATAL_ERRORS, error));
    if (const auto missing = context.firstMissing(); !missing.empty())
        return missingElement(name, missing);
    if (!bin || error)
        return Error{Errc::Media, fmt::format("pipeline {}: {}", name, error.text())};
    return bin;
}

} // namespace confab::media
