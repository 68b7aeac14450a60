// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <glib.h>
#include <unistd.h>

#include <iostream>
#include <string>

namespace confab::bot {

/// One line on stderr that is written over and over, from the third second on. On a terminal only,
/// unless forced: then a new line every five seconds. One thread.
class Progress {
public:
    explicit Progress(bool forced) : terminal_(isatty(STDERR_FILENO)), forced_(forced) { }
    ~Progress() { clear(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void show(const std::string& text)
    {
        const gint64 now = g_get_monotonic_time();
        if (now - begin_ < 2 * G_USEC_PER_SEC)
            return;
        if (terminal_)
            std::cerr << "\r\x1b[K" << text << std::flush;
        else if (forced_ && now - last_ >= 5 * G_USEC_PER_SEC)
            std::cerr << text << std::endl;
        else
            return;
        last_ = now;
    }
    void clear()
    {
        if (terminal_ && last_)
            std::cerr << "\r\x1b[K" << std::flush;
        last_ = 0;
    }

private:
    bool terminal_, forced_;
    gint64 begin_ = g_get_monotonic_time();
    gint64 last_ = 0;
};

} // namespace confab::bot
