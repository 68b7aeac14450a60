// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/layout.hpp"
#include "room/picture/seating.hpp"
#include "room/ports/picture.hpp"
#include "wire/wire.hpp"

#include <string>
#include <vector>

namespace confab::room {

/// Decides what one view shows: its layout, who sits where, and what is left over. Remembers the
/// seats, so that nobody moves without need.
///
/// Plain values; one thread at a time.
class Director {
public:
    /// A camera or a screen that may be shown.
    struct Source {
        Candidate candidate;
        PictureTile tile; ///< all of it but the rectangles
        double aspect = 16. / 9; ///< of its picture
        bool onlyCounted = false; ///< never a tile, always part of "+N"
        bool recorded = true; ///< false: not in the pictures of recordings
    };

    Director(std::string view, layout::Size canvas, layout::LayoutPtr layout,
             layout::LayoutSpacing spacing);

    void use(layout::LayoutPtr layout) { layout_ = std::move(layout); }
    void setBackground(std::string colour) { background_ = std::move(colour); }
    /// Looks like another view from now on: its layout, its background, its seats.
    void follow(const Director& other);
    /// These sit first, in this order; the others follow as they are.
    void reorder(const std::vector<std::string>& ids) { seating_.reorder(ids); }

    /// `sources` in the order of joining. The seats of those who are `away` (ids of candidates) are
    /// kept for them.
    Picture direct(const std::vector<Source>& sources, const std::vector<std::string>& away = {});
    /// The same for the wire.
    wire::Layout describe(const Picture& picture) const;

    const std::string& view() const { return view_; }
    const layout::Layout& layout() const { return *layout_; }

private:
    std::string view_;
    layout::Size canvas_;
    layout::LayoutPtr layout_;
    layout::LayoutSpacing spacing_;
    std::string background_;
    Seating seating_;
};

} // namespace confab::room
