// SPDX-License-Identifier: Apache-2.0
// Each pipeline of a room fails once: what does that cost the others?
#include "support/media_plane_fixture.hpp"

#include <gmock/gmock.h>
#include <gst/gsttracer.h>

#include <mutex>

namespace confab::media {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

struct PipelineTracer {
    GstTracer parent;
};
struct PipelineTracerClass {
    GstTracerClass parent;
};
G_DEFINE_TYPE(PipelineTracer, pipelineTracer, GST_TYPE_TRACER)
void pipelineTracer_class_init(PipelineTracerClass*) { }
void pipelineTracer_init(PipelineTracer*) { }

/// All pipelines of this process that are there, by name. Elements are made on any thread.
class Pipelines {
public:
    static Pipelines& all()
    {
        static Pipelines pipelines;
        return pipelines;
    }
    /// An error on its bus, as an element of it would post it.
    static testing::AssertionResult fail(const std::string& name)
    {
        const auto pipeline = all().named(name);
        if (!pipeline)
            return testing::AssertionFailure() << "there is no pipeline " << name;
        GST_ELEMENT_ERROR(pipeline.get(), RESOURCE, FAILED, ("made up"), (nullptr));
        return testing::AssertionSuccess();
    }

private:
    Pipelines()
    {
        tracer_ = GRef<GstObject>::sink(
            static_cast<GstObject*>(g_object_new(pipelineTracer_get_type(), nullptr)));
        gst_tracing_register_hook(
            GST_TRACER(tracer_.get()), "element-new",
            G_CALLBACK(+[](GObject*, GstClockTime, GstElement* e) { all().note(e); }));
    }

    void note(GstElement* element)
    {
        if (!GST_IS_PIPELINE(element))
            return;
        std::lock_guard lock(mutex_);
        GWeakRef& weak = *made_.emplace_back(std::make_unique<GWeakRef>());
        g_weak_ref_init(&weak, element);
    }

    /// The newest of that name.
    GRef<GstElement> named(const std::string& name)
    {
        std::lock_guard lock(mutex_);
        for (auto weak = made_.rbegin(); weak != made_.rend(); ++weak) {
            auto pipeline =
                GRef<GstElement>::adopt(static_cast<GstElement*>(g_weak_ref_get(weak->get())));
            if (pipeline && name == GST_OBJECT_NAME(pipeline.get()))
                return pipeline;
        }
        return {};
    }

    GRef<GstObject> tracer_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<GWeakRef>> made_; // guarded by mutex_
};

class MediaFaultsTest : public test::MediaPlaneFixture {
protected:
    void SetUp() override
    {
        Pipelines::all();
        MediaPlaneFixture::SetUp();
        invite("a");
        invite("b");
        ASSERT_TRUE(
            runUntil([&] { return guests_["a"].pictureStarted && guests_["b"].pictureStarted; }));
        show({{"a", test::kLeft}, {"b", test::kRight}});
        ASSERT_TRUE(runUntil([&] { return isSeen("a", {0, 1}); }));
    }

    bool framesGoOn(const room::PeerId& id)
    {
        const auto before = frames(id);
        return runUntil([&] { return frames(id) > before + 30; });
    }
    /// The room's process ends with that, and another one takes its people.
    std::string takeBroken() { return std::exchange(broken_, ""); }
};

TEST_F(MediaFaultsTest, OfAPeerItEndsThatOneAlone)
{
    EXPECT_TRUE(Pipelines::fail("peer-b"));
    EXPECT_TRUE(runUntil([&] { return guests_["b"].failed == "peer.lost"; }));
    dismiss("b");
    show({{"a", test::kLeft}});
    EXPECT_TRUE(framesGoOn("a"));
}

TEST_F(MediaFaultsTest, OfTheRecorderTheRecordingGoesOnInAnotherPart)
{
    const auto id = plane_->startRecording({.room = "demo"});
    ASSERT_TRUE(id) << id.error().message;
    pass(1500ms);
    EXPECT_TRUE(Pipelines::fail("recorder"));
    EXPECT_TRUE(runUntil([&] { return parts_ == 1; }));
    parts_ = 0;
    EXPECT_GT(packets(*id + ".webm", "video").size(), 5u);
    pass(1500ms);
    plane_->stopRecording(*id);
    ASSERT_TRUE(runUntil([&] { return !ended_.empty(); }));
    EXPECT_EQ(ended_[0], *id);
    EXPECT_GT(packets(*id + ".part2.webm", "video").size(), 5u);
    EXPECT_TRUE(framesGoOn("a"));
}

TEST_F(MediaFaultsTest, OfThePictureOrTheSoundItIsSaidOfWhich)
{
    EXPECT_TRUE(Pipelines::fail("view-main"));
    EXPECT_TRUE(runUntil([&] { return !broken_.empty(); }));
    EXPECT_THAT(takeBroken(), HasSubstr("view-main: made up"));
    EXPECT_TRUE(Pipelines::fail("mix"));
    EXPECT_TRUE(runUntil([&] { return !broken_.empty(); }));
    EXPECT_THAT(takeBroken(), HasSubstr("mix: made up"));
}

} // namespace
} // namespace confab::media
