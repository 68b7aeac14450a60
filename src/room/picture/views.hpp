// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.hpp"
#include "layout/book/layout_book.hpp"
#include "room/people/participant.hpp"
#include "room/picture/director.hpp"
#include "room/picture/floor.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace confab::room {

/// The views of a room: turns who is in it, who speaks and what was wished for into pictures, tells
/// the media plane, the receivers and the senders. `main` is always there; `lecture` adds `host`:
/// the host sees the others, the others see the host.
///
/// Thread: the control thread.
class Views {
public:
    using Clock = std::chrono::steady_clock;
    using Participants = std::vector<std::unique_ptr<Participant>>;
    /// To those participants.
    using Send = std::function<void(std::vector<std::string>, const wire::ServerMessage&)>;

    /// All borrowed. `participants` are in the order of joining.
    Views(const config::Config& config, layout::LayoutBook& book, ViewMedia& media,
          const Participants& participants, Send send);

    /// The layouts that there are.
    layout::LayoutBook& book() { return book_; }
    /// `by`: the participant, who then is the maker of a custom layout; empty: an operator.
    /// Errc::NotFound: no such layout or view. InvalidArgument, Conflict: the custom one.
    Status change(const wire::SetLayout& wish, const std::string& by = {});
    /// The participant has the best place until somebody else is pinned; empty: nobody.
    void pin(const std::string& participant);
    /// A view of a recording's own: all but those who are left out of recordings. An empty `layout`
    /// is always that of main. `name` is yours to choose; change() takes it too.
    /// Errc::NotFound: the layout.
    Status openOwn(const std::string& name, const std::string& layout, layout::Size canvas);
    bool isOpen(const std::string& name) const { return own_.contains(name); }
    /// Nothing may receive it any more; none of that name: nothing to do.
    void closeOwn(const std::string& name);
    /// Who is loudest now; empty: nobody speaks.
    void speaks(const std::string& participant, Clock::time_point now);
    void forget(const std::string& participant);

    /// What the pictures say beside their tiles.
    void setRecording(bool on) { recording_ = on; }
    void setLocked(bool on) { locked_ = on; }
    void setInvite(const std::string& room, const std::string& address);

    /// Looks at everything anew, and tells those concerned what has changed. Call it after each
    /// change and a few times a second.
    void refresh(Clock::time_point now);

    /// What that one receives: the name for the media plane, and how it looks.
    const char* viewOf(const Participant& participant) const;
    const wire::Layout& layoutOf(const Participant& participant) const;
    /// What everybody sees, except the host of a lecture.
    const wire::Layout& main() const { return main_.layout; }
    /// Grows with each change() of it.
    int layoutVersion() const { return layoutVersion_; }
    const std::string& mainLayout() const { return main_.director.layout().name(); }
    /// Who speaks; empty: nobody.
    const std::string& speaker() const { return floor_.speaker(); }

private:
    struct Shown {
        Director director;
        Picture picture;
        wire::Layout layout;
        bool followsMain = false; // a recording's
    };

    Shown* find(const std::string& view);
    bool isAway(const Participant& p) const;
    std::vector<std::string> away() const;
    std::vector<Director::Source> sources() const;
    Director::Source source(const Participant& p, const PictureSource& pictures, bool screen) const;
    const Participant* host() const;
    bool isHost(const Participant& participant) const;
    void followLecture();
    void showOwn(const std::vector<Director::Source>& all,
                 const std::vector<Director::Source>& main);
    void show(Shown& view, std::vector<Director::Source> sources);
    void tellSenders();
    void tellSender(const Participant& p, PictureSource& pictures, bool screen);

    const config::Config& config_;
    layout::LayoutBook& book_;
    ViewMedia& media_;
    const Participants& participants_;
    Send send_;

    Floor floor_;
    std::string pinned_;
    std::string room_, invite_;
    bool recording_ = false;
    bool locked_ = false;
    Shown main_;
    int layoutVersion_ = 0;
    std::optional<Shown> host_; // in a lecture
    std::string hostId_; // who receives it
    std::map<std::string, Shown> own_;
};

} // namespace confab::room
