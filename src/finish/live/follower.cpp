// SPDX-License-Identifier: Apache-2.0
#include "finish/live/follower.hpp"

#include "archive/journal.hpp"
#include "archive/journal_lock.hpp"
#include "av/growing_file.hpp"
#include "finish/live/hls_output.hpp"
#include "finish/steps/mp4.hpp"
#include "finish/steps/transcoder.hpp"

#include <algorithm>
#include <thread>

namespace confab::finish {

namespace {

using Treatment = Transcoder::Treatment;

constexpr std::size_t kMostJournal = 64 << 20; // bytes
constexpr int kSegment = 4; // seconds; each begins with a keyframe
constexpr auto kPoll = std::chrono::milliseconds(250);

class Follower {
public:
    Follower(const FinishWork& work, const std::string& id) : work_(work), id_(id) { }

    Result<Seconds> run()
    {
        if (!work_.folder.has(archive::fileOf(id_, archive::RecordingFileKind::Journal)))
            return Error{Errc::NotFound, "there is nothing being recorded by that id"};
        for (int part = 1; !work_.stop; ++part) {
            const auto file = awaitPart(part);
            if (file.empty())
                break;
            if (auto followed = follow(part, file); !followed)
                return followed.error();
        }
        if (work_.stop)
            return av::interrupted();
        return finish();
    }

private:
    /// Nobody adds to the recording any more.
    bool isOver()
    {
        if (const auto lock = archive::JournalLock::take(work_.folder, id_);
            lock || lock.error().code == Errc::NotFound)
            return true;
        return journal().ended.has_value();
    }

    archive::Journal journal()
    {
        const auto text = work_.folder.read(
            archive::fileOf(id_, archive::RecordingFileKind::Journal), kMostJournal);
        return archive::readJournal(text ? *text : "");
    }

    bool hasPart(int part)
    {
        const auto parts = journal().parts;
        return std::any_of(parts.begin(), parts.end(), [&](auto& p) { return p.part == part; });
    }

    /// Its file; "" if there will be none.
    std::string awaitPart(int part)
    {
        const auto file = archive::videoFile(id_, part);
        while (!work_.stop) {
            const bool over = isOver(); // before looking
            if (work_.folder.has(file))
                return file;
            if (over)
                break;
            std::this_thread::sleep_for(kPoll);
        }
        return "";
    }

    Status follow(int part, const std::string& name)
    {
        auto file = work_.folder.openFile(name);
        if (!file)
            return cannot("open", name, file.error());
        auto source = std::make_unique<av::GrowingFile>(
            std::move(file->fd), [this, part] { return isOver() || hasPart(part + 1); },
            work_.stop);
        auto input = av::AvInput::open(std::move(source), name, true);
        if (!input) // a part may end before anything is in it
            return input.error().code == Errc::Media ? Status(Done{}) : input.error();
        if (!output_)
            if (auto begun = begin(*input); !begun)
                return begun;
        return transcoder_->run(*input, transcoder_->end(), taker(), {work_.stop, [](double) {}});
    }

    Status begin(const av::AvInput& input)
    {
        auto format = pictureFormat(input, {}, journal().head.canvas);
        format.keyframeSeconds = kSegment;
        format.globalHeader = false;
        const auto treatment = [&](AVMediaType type) {
            return input.first(type) < 0 ? Treatment::None : Treatment::Encode;
        };
        auto transcoder =
            Transcoder::open(format, treatment(AVMEDIA_TYPE_VIDEO), treatment(AVMEDIA_TYPE_AUDIO));
        if (!transcoder)
            return transcoder.error();
        transcoder_.emplace(*std::move(transcoder));
        auto output = HlsOutput::create(work_.folder, id_);
        if (!output)
            return output.error();
        output_ = *std::move(output);
        if (transcoder_->picture())
            picture_ = output_->addStream(*transcoder_->picture()).index;
        if (transcoder_->sound())
            sound_ = output_->addStream(*transcoder_->sound()).index;
        return output_->begin();
    }

    Transcoder::Take taker()
    {
        return [this](AVMediaType type, AVPacket& packet, AVRational unit) -> Status {
            if (work_.folder.room(work_.reserve) == 0)
                return Error{Errc::Unavailable, "no room for more of the stream"};
            packet.stream_index = type == AVMEDIA_TYPE_VIDEO ? picture_ : sound_;
            return output_->write(packet, unit);
        };
    }

    Result<Seconds> finish()
    {
        if (!output_)
            return Error{Errc::NotFound, "nothing was recorded"};
        if (auto finished = transcoder_->finish(taker()); !finished)
            return finished.error();
        if (auto finished = output_->finish(); !finished)
            return finished.error();
        return transcoder_->end();
    }

    const FinishWork& work_;
    const std::string id_;
    std::optional<Transcoder> transcoder_;
    std::unique_ptr<HlsOutput> output_;
    int picture_ = 0, sound_ = 0;
};

} // namespace

Result<Seconds> followRecording(const FinishWork& work, const std::string& id)
{
    return Follower(work, id).run();
}

} // namespace confab::finish
