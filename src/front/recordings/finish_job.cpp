// SPDX-License-Identifier: Apache-2.0
#include "front/recordings/finish_job.hpp"

#include "base/glib/child_process.hpp"
#include "base/json/fields.hpp"
#include "base/json/json.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace confab::front {

namespace {

constexpr int kNiceness = 10; // calls come first
constexpr auto kLastWords = std::chrono::seconds(1); // between its end and that of its lines

// Between fork() and exec(): system calls only.
void beModest(gpointer)
{
    setpgid(0, 0); // Ctrl-C in a terminal is for the front, which then ends it in order
    setpriority(PRIO_PROCESS, 0, kNiceness);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
}

} // namespace

FinishJob::FinishJob(const Loop& loop, const std::vector<std::string>& command,
                     std::chrono::milliseconds maxSilence, Events events)
    : loop_(loop), maxSilence_(maxSilence), events_(std::move(events))
{
    start(command);
}

FinishJob::~FinishJob()
{
    if (pid_ > 0)
        ::kill(pid_, SIGKILL);
}

void FinishJob::start(const std::vector<std::string>& command)
{
    const auto launcher = GRef<GSubprocessLauncher>::adopt(g_subprocess_launcher_new(
        GSubprocessFlags(G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE)));
    g_subprocess_launcher_set_child_setup(launcher.get(), beModest, nullptr, nullptr);
    GErrorOut error;
    process_ = spawnChild(launcher.get(), command, error);
    if (!process_) {
        silent_ = true;
        return onExit(fmt::format("it cannot be started: {}", error.text()));
    }
    pid_ = pidOfChild(process_.get());
    whenChildEnds(process_.get(),
                  loop_.bind(lifetime_, [this](const std::string& how) { onExit(how); }));
    lines_ = std::make_unique<LineChannel>(
        GRef<GInputStream>::share(g_subprocess_get_stdout_pipe(process_.get())),
        GRef<GOutputStream>::share(g_subprocess_get_stdin_pipe(process_.get())),
        GRef<GObject>::share(G_OBJECT(process_.get())),
        LineChannel::Events{.line = [this](const std::string& line) { onLine(line); },
                            .closed =
                                [this] {
                                    silent_ = true;
                                    finishIfOver();
                                }});
    watchSilence();
}

void FinishJob::terminate()
{
    if (pid_ > 0)
        ::kill(pid_, SIGTERM);
}

void FinishJob::onLine(const std::string& line)
{
    watchSilence();
    const auto object = parseJson(line);
    Fields fields(object);
    const auto state = fields.textOr("state", "");
    const auto message = fields.textOr("message", "");
    const auto step = fields.textOr("step", "");
    const int percent = fields.numberOr("percent", -1);
    if (!object.is_object() || !fields.ok())
        return;
    if (!state.empty()) {
        state_ = state;
        message_ = message;
    }
    if (!step.empty())
        events_.progress(step,
                         percent >= 0 && percent <= 100 ? std::optional(percent) : std::nullopt);
}

void FinishJob::watchSilence()
{
    silence_ = Timer::once(loop_, maxSilence_, [this] {
        killed_ = "it said nothing for too long";
        if (pid_ > 0)
            ::kill(pid_, SIGKILL);
    });
}

void FinishJob::onExit(const std::string& how)
{
    pid_ = 0;
    exit_ = how;
    // A grandchild may hold its stdout open.
    silence_ = Timer::once(loop_, kLastWords, [this] {
        silent_ = true;
        finishIfOver();
    });
    finishIfOver();
}

void FinishJob::finishIfOver()
{
    if (exit_.empty() || !silent_)
        return;
    silence_ = {};
    Status status = Done{};
    if (state_ != "ready" || !killed_.empty())
        status = Error{Errc::Media,
                       !killed_.empty()        ? killed_
                           : !message_.empty() ? message_
                                               : exit_};
    loop_.bind(lifetime_, [this, status] {
        const auto tell = events_.ended;
        tell(status);
    })();
}

} // namespace confab::front
