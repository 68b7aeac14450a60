// SPDX-License-Identifier: Apache-2.0
#include "base/gst/gst_ref.hpp"
#include "media/codec/vp8_layers.hpp"
#include "media/flow/pipeline.hpp"

#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace confab::media {
namespace {

constexpr int kPictures = 60;

struct Encoded {
    std::vector<GRef<GstBuffer>> pictures;
    GRef<GstCaps> caps;
};

GRef<GstElement> parse(const std::string& text)
{
    GErrorOut error;
    auto pipeline = GRef<GstElement>::sink(gst_parse_launch(text.c_str(), error));
    EXPECT_FALSE(error) << error.text();
    return pipeline;
}

/// All that reaches the appsink `out` until the end.
std::vector<GRef<GstSample>> drain(GstElement* pipeline)
{
    std::vector<GRef<GstSample>> samples;
    const auto out = childOf(pipeline, "out");
    while (auto* sample = gst_app_sink_try_pull_sample(GST_APP_SINK(out.get()), 5 * GST_SECOND))
        samples.push_back(GRef<GstSample>::adopt(sample));
    gst_element_set_state(pipeline, GST_STATE_NULL);
    return samples;
}

/// A ball that moves, in layers.
Encoded encoded()
{
    const auto pipeline = parse(
        "videotestsrc pattern=ball num-buffers=" + std::to_string(kPictures)
        + " ! video/x-raw,format=I420,width=320,height=180,framerate=30/1"
          " ! vp8enc name=encoder deadline=1 target-bitrate=300000 end-usage=cbr lag-in-frames=0"
          " keyframe-max-dist=300 ! appsink name=out sync=false");
    prepareVp8Layers(childOf(pipeline.get(), "encoder").get());
    gst_element_set_state(pipeline.get(), GST_STATE_PLAYING);
    Encoded all;
    for (const auto& sample : drain(pipeline.get())) {
        all.pictures.push_back(GRef<GstBuffer>::share(gst_sample_get_buffer(sample.get())));
        all.caps = GRef<GstCaps>::share(gst_sample_get_caps(sample.get()));
    }
    return all;
}

/// What a receiver of the layers below `layers` sees: a checksum for each time.
std::map<GstClockTime, std::string> seen(const Encoded& all, int layers)
{
    const auto pipeline = parse("appsrc name=in format=time ! vp8dec ! video/x-raw,format=I420"
                                " ! appsink name=out sync=false");
    const auto in = childOf(pipeline.get(), "in");
    gst_app_src_set_caps(GST_APP_SRC(in.get()), all.caps.get());
    gst_element_set_state(pipeline.get(), GST_STATE_PLAYING);
    for (const auto& picture : all.pictures)
        if (vp8LayerOf(picture.get()).number < layers)
            gst_app_src_push_buffer(GST_APP_SRC(in.get()), gst_buffer_copy(picture.get()));
    gst_app_src_end_of_stream(GST_APP_SRC(in.get()));
    std::map<GstClockTime, std::string> pictures;
    for (const auto& sample : drain(pipeline.get())) {
        GstBuffer* buffer = gst_sample_get_buffer(sample.get());
        GstMapInfo map;
        if (!gst_buffer_map(buffer, &map, GST_MAP_READ))
            continue;
        gchar* sum = g_compute_checksum_for_data(G_CHECKSUM_SHA1, map.data, map.size);
        pictures[GST_BUFFER_PTS(buffer)] = sum;
        g_free(sum);
        gst_buffer_unmap(buffer, &map);
    }
    return pictures;
}

TEST(Vp8LayersTest, WhatIsLeftOutIsNotMissedByWhatStays)
{
    const Encoded all = encoded();
    ASSERT_EQ(all.pictures.size(), std::size_t(kPictures));
    const auto whole = seen(all, 3);
    ASSERT_EQ(whole.size(), std::size_t(kPictures));
    for (int layers = 1; layers < 3; ++layers) {
        const auto part = seen(all, layers);
        EXPECT_EQ(part.size(), std::size_t(layers == 1 ? kPictures / 4 : kPictures / 2));
        for (const auto& [at, sum] : part)
            EXPECT_EQ(sum, whole.at(at)) << layers << " layers, at " << at;
    }
}

TEST(Vp8LayersTest, EachLayerTakesItsShareOfTheBits)
{
    std::size_t bytes[kVp8Layers] = {};
    for (const auto& picture : encoded().pictures)
        if (GST_BUFFER_FLAG_IS_SET(picture.get(), GST_BUFFER_FLAG_DELTA_UNIT))
            bytes[vp8LayerOf(picture.get()).number] += gst_buffer_get_size(picture.get());
    EXPECT_GT(bytes[0], 0u);
    EXPECT_GT(bytes[1], 0u);
    EXPECT_LT(bytes[0] + bytes[1], bytes[0] + bytes[1] + bytes[2]);
    EXPECT_LT(bytes[0], 3 * (bytes[1] + bytes[2]));
}

TEST(Vp8LayersTest, AnotherEncoderStaysAsItIs)
{
    const auto other = GRef<GstElement>::sink(gst_element_factory_make("identity", nullptr));
    prepareVp8Layers(other.get());
    setVp8Rate(other.get(), 1000);
    const auto plain = GRef<GstBuffer>::adopt(gst_buffer_new());
    EXPECT_EQ(vp8LayerOf(plain.get()).number, 0);
}

} // namespace
} // namespace confab::media
