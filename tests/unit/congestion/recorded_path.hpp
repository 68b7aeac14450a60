// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace.hpp"

#include <cstdio>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace confab::congestion {

/// What the receiver in a real call reported. tests/bench/recorded_path.py writes it, and says what
/// is in such a file.
struct RecordedPath {
    struct Report {
        Time at;
        std::vector<PacketReport> packets;
    };
    struct Rate {
        double from, bps; // second of the path
    };
    std::vector<Rate> link; // at least one
    std::vector<Report> reports; // at least one

    static RecordedPath read(const std::string& file)
    {
        std::ifstream in(file);
        RecordedPath path;
        Time at{std::chrono::hours(30)};
        std::optional<Time> sent;
        std::chrono::microseconds arrived{};
        for (std::string line; std::getline(in, line);) {
            if (line.starts_with('#'))
                continue;
            std::istringstream words(line);
            if (line.starts_with("link")) {
                std::string word;
                Rate rate{};
                words >> word >> rate.from >> rate.bps;
                path.link.push_back(rate);
                continue;
            }
            std::int64_t step = 0;
            words >> step;
            at += std::chrono::microseconds(step);
            Report report{at, {}};
            for (std::string packet; words >> packet;) {
                long long sequence = 0, left = 0, bytes = 0, came = 0;
                const int read = std::sscanf(packet.c_str(), "%lld,%lld,%lld,%lld", &sequence,
                                             &left, &bytes, &came);
                if (read < 3)
                    throw std::runtime_error(file + ": " + packet);
                sent = sent.value_or(at) + std::chrono::microseconds(left);
                PacketReport told{std::uint16_t(sequence), *sent, {}, int(bytes), 0};
                if (read == 4)
                    told.arrived = arrived += std::chrono::microseconds(came);
                report.packets.push_back(told);
            }
            path.reports.push_back(std::move(report));
        }
        if (path.reports.empty() || path.link.empty())
            throw std::runtime_error(file + ": no such path, or nothing in it");
        return path;
    }

    double capacity(double at) const
    {
        double bps = link.front().bps;
        for (const Rate& rate : link)
            if (rate.from <= at)
                bps = rate.bps;
        return bps;
    }
};

/// Plays a path to an estimator, at the times at which it happened: what it would have believed.
/// What was sent stays as it was; so an estimate that is wrong does not mend itself, and what the
/// probes of the call found is not known to it: it grows without them, which is slow.
class RecordedCall {
public:
    /// `believed`: what the estimator thinks of it in the beginning.
    RecordedCall(const RecordedPath& path, double wanted, double believed)
        : path_(path), estimator_({.startBps = believed, .bounds = {}})
    {
        estimator_.setWanted(wanted);
        for (const auto& report : path.reports)
            sent_.insert(sent_.end(), report.packets.begin(), report.packets.end());
        std::stable_sort(sent_.begin(), sent_.end(),
                         [](auto& one, auto& other) { return one.sent < other.sent; });
    }

    std::vector<TraceLine> run()
    {
        constexpr std::chrono::milliseconds kStep(50);
        const Time begin = path_.reports.front().at;
        const Time end = path_.reports.back().at;
        for (Time now = begin; now <= end; now += kStep) {
            for (; next_ < path_.reports.size() && path_.reports[next_].at <= now; ++next_)
                take(path_.reports[next_]);
            tick(now);
            note(now, secondsOf(now - begin));
        }
        return std::move(trace_);
    }

private:
    void take(const RecordedPath::Report& report)
    {
        estimator_.onFeedback(report.at, report.packets);
        for (const auto& packet : report.packets) {
            deliveredBytes_ += packet.arrived ? packet.bytes : 0;
            lost_ += packet.arrived ? 0 : 1;
        }
    }

    void tick(Time now)
    {
        int bytes = 0;
        for (; left_ < sent_.size() && sent_[left_].sent <= now; ++left_)
            bytes += sent_[left_].bytes;
        if (bytes > 0)
            estimator_.onSent(now, bytes);
        estimator_.tick(now);
        sentBytes_ = bytes;
    }

    void note(Time now, double at)
    {
        const Estimate estimate = estimator_.estimate(now);
        constexpr double over = 0.05 / 8;
        trace_.push_back({at, path_.capacity(at), double(estimate.bps), sentBytes_ / over,
                          deliveredBytes_ / over, 0, secondsOf(estimate.queueing), estimate.loss,
                          estimate.chanceLoss, lost_, estimate.limit});
        deliveredBytes_ = 0;
    }

    const RecordedPath& path_;
    Estimator estimator_;
    std::vector<PacketReport> sent_; // as they left
    std::size_t next_ = 0, left_ = 0;
    double sentBytes_ = 0, deliveredBytes_ = 0; // since the last line
    int lost_ = 0;
    std::vector<TraceLine> trace_;
};

} // namespace confab::congestion
