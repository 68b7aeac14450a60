// SPDX-License-Identifier: Apache-2.0
#include "render/render_run.hpp"

#include "base/glib/main_loop.hpp"
#include "base/glib/termination.hpp"

namespace confab::render {

using namespace std::chrono_literals;

namespace {

constexpr auto kShow = 500ms;
constexpr auto kStandsStill = 60s; // no frame for so long; a whole mp4 is copied at its end
constexpr auto kClosing = 30min;

class RenderRun {
public:
    explicit RenderRun(const RenderPipeline::Setup& setup, RenderProgress& progress)
        : setup_(setup), progress_(progress)
    {
    }

    Result<std::chrono::nanoseconds> run()
    {
        const Termination termination(
            main_.loop(), [this] { end(Errc::Unavailable, "interrupted; nothing was written"); });
        auto pipeline = RenderPipeline::create(
            main_.loop(), setup_,
            {.ended = [this] { end(); },
             .failed = [this](std::string why) { end(Errc::Media, std::move(why)); }});
        if (!pipeline)
            return pipeline.error();
        const Timer tick = Timer::every(main_.loop(), kShow, [&] { look(**pipeline); });
        main_.run();
        progress_.clear();
        if (!failure_.empty())
            return Error{code_, failure_};
        return spent();
    }

private:
    using Clock = std::chrono::steady_clock;

    std::chrono::nanoseconds spent() const { return Clock::now() - start_; }

    /// `failure` empty: the file is whole.
    void end(Errc code = {}, std::string failure = {})
    {
        code_ = code;
        failure_ = std::move(failure);
        main_.quit();
    }

    void look(const RenderPipeline& pipeline)
    {
        const auto position = pipeline.position();
        progress_.show(paceOf(position, setup_.manifest.length(), spent()));
        if (position != last_) {
            last_ = position;
            moved_ = Clock::now();
        }
        const bool closing = position + 1s >= setup_.manifest.length();
        if (Clock::now() - moved_ > (closing ? Clock::duration(kClosing) : kStandsStill))
            end(Errc::Media,
                "it has come to a halt: a track is damaged, or the disk does not take the file");
    }

    const RenderPipeline::Setup& setup_;
    RenderProgress& progress_;
    MainLoop main_;
    const Clock::time_point start_ = Clock::now();
    Clock::time_point moved_ = start_;
    RecordedCall::Time last_{};
    Errc code_{};
    std::string failure_;
};

} // namespace

Result<std::chrono::nanoseconds> runRender(const RenderPipeline::Setup& setup,
                                           RenderProgress& progress)
{
    return RenderRun(setup, progress).run();
}

} // namespace confab::render
