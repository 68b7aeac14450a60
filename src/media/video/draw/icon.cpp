// SPDX-License-Identifier: Apache-2.0
#include "media/video/draw/icon.hpp"

#include "media/video/pixels/drawing.hpp"

#include <cmath>

namespace confab::media {
namespace {

constexpr Colour kRed{0xf8, 0x71, 0x71}, kAmber{0xfb, 0xbf, 0x24}, kWhite{0xf1, 0xf5, 0xf9},
    kRecordingRed{0xef, 0x44, 0x44}, kDim{0x64, 0x74, 0x8b};

// All of these draw into the unit square.

void line(cairo_t* c, double x0, double y0, double x1, double y1)
{
    cairo_move_to(c, x0, y0);
    cairo_line_to(c, x1, y1);
    cairo_stroke(c);
}

/// A stroke from corner to corner, with a gap on both sides of it in what was drawn before.
void crossOut(cairo_t* c, double from, double to, double width, double gap)
{
    cairo_set_operator(c, CAIRO_OPERATOR_CLEAR);
    cairo_set_line_width(c, width + 2 * gap);
    line(c, from, from, to, to);
    cairo_set_operator(c, CAIRO_OPERATOR_OVER);
    cairo_set_line_width(c, width);
    line(c, from, from, to, to);
}

void mutedMicrophone(cairo_t* c)
{
    setColour(c, kRed);
    roundedRectangle(c, .36, .06, .28, .52, .14);
    cairo_fill(c);
    cairo_set_line_width(c, .08);
    cairo_arc(c, .5, .44, .28, 0, M_PI);
    cairo_stroke(c);
    line(c, .5, .74, .5, .92);
    line(c, .34, .92, .66, .92);
    crossOut(c, .1, .9, .09, .07);
}

void raisedHand(cairo_t* c)
{
    setColour(c, kAmber);
    cairo_set_line_width(c, .13);
    line(c, .31, .28, .31, .6);
    line(c, .46, .14, .46, .6);
    line(c, .61, .18, .61, .6);
    line(c, .76, .32, .76, .6);
    cairo_move_to(c, .245, .5);
    cairo_line_to(c, .825, .5);
    cairo_curve_to(c, .84, .78, .76, .95, .55, .95);
    cairo_curve_to(c, .38, .95, .3, .84, .245, .68);
    cairo_fill(c);
    cairo_move_to(c, .15, .56);
    cairo_curve_to(c, .24, .6, .25, .72, .36, .78);
    cairo_stroke(c);
}

void padlock(cairo_t* c)
{
    setColour(c, kWhite);
    roundedRectangle(c, .18, .45, .64, .46, .09);
    cairo_fill(c);
    cairo_set_line_width(c, .1);
    cairo_move_to(c, .32, .45);
    cairo_line_to(c, .32, .3);
    cairo_arc(c, .5, .3, .18, M_PI, 2 * M_PI);
    cairo_line_to(c, .68, .45);
    cairo_stroke(c);
}

void recordingDot(cairo_t* c)
{
    setColour(c, kRecordingRed);
    cairo_arc(c, .5, .5, .32, 0, 2 * M_PI);
    cairo_fill(c);
}

void noSignal(cairo_t* c)
{
    setColour(c, kWhite);
    cairo_set_line_width(c, .085);
    for (const double radius : {.22, .44, .66}) {
        cairo_arc(c, .5, .82, radius, -.76 * M_PI, -.24 * M_PI);
        cairo_stroke(c);
    }
    cairo_arc(c, .5, .82, .075, 0, 2 * M_PI);
    cairo_fill(c);
    crossOut(c, .16, .92, .085, .05);
}

// The first of three bars.
void weakSignal(cairo_t* c)
{
    constexpr double kWidth = .2, kBottom = .9;
    int bar = 0;
    for (const double height : {.26, .5, .74}) {
        setColour(c, bar == 0 ? kAmber : kDim);
        roundedRectangle(c, .12 + .28 * bar++, kBottom - height, kWidth, height, .05);
        cairo_fill(c);
    }
}

void drawUnit(cairo_t* c, Icon icon)
{
    switch (icon) {
    case Icon::MutedMicrophone:
        return mutedMicrophone(c);
    case Icon::RaisedHand:
        return raisedHand(c);
    case Icon::Padlock:
        return padlock(c);
    case Icon::RecordingDot:
        return recordingDot(c);
    case Icon::NoSignal:
        return noSignal(c);
    case Icon::WeakSignal:
        return weakSignal(c);
    }
}

} // namespace

void drawIcon(cairo_t* cairo, Icon icon, double x, double y, double size)
{
    cairo_save(cairo);
    cairo_push_group(cairo); // what an icon wipes out is its own, not what lies under it
    cairo_translate(cairo, x, y);
    cairo_scale(cairo, size, size);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    drawUnit(cairo, icon);
    cairo_pop_group_to_source(cairo);
    cairo_paint(cairo);
    cairo_restore(cairo);
}

} // namespace confab::media
