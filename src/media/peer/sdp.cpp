// SPDX-License-Identifier: Apache-2.0
#include "media/peer/sdp.hpp"

#include <glib.h>

#include <algorithm>
#include <array>

namespace confab::media::sdp {

namespace {

using Lines = std::vector<std::string>;

/// The session part or one m-line with what belongs to it.
struct Section {
    Lines lines;

    bool rejected() const
    {
        const auto port = lines[0].find(' ');
        return port != std::string::npos && lines[0].compare(port, 3, " 0 ") == 0;
    }
    void reject()
    {
        const auto port = lines[0].find(' '), end = lines[0].find(' ', port + 1);
        if (end != std::string::npos)
            lines[0].replace(port, end - port, " 0");
    }
    const std::string* find(std::string_view prefix) const
    {
        const auto line = std::find_if(lines.begin(), lines.end(),
                                       [&](auto& l) { return l.starts_with(prefix); });
        return line == lines.end() ? nullptr : &*line;
    }
};

// As GStreamer (1.22) reads them, so that nothing is there for it alone: white space in front does
// not count, a line ends at its first carriage return, and the text at a null character.
Lines linesOf(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\n\v\f\r";
    Lines lines;
    text = text.substr(0, text.find('\0'));
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        line.remove_prefix(std::min(line.find_first_not_of(kSpace), line.size()));
        line = line.substr(0, line.find('\r'));
        if (!line.empty())
            lines.emplace_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::vector<Section> sectionsOf(std::string_view text)
{
    std::vector<Section> sections(1);
    for (auto& line : linesOf(text)) {
        if (line.starts_with("m="))
            sections.emplace_back();
        if (line != "a=rtcp-rsize")
            sections.back().lines.push_back(std::move(line));
    }
    return sections;
}

Error invalid(const char* why)
{
    return {Errc::InvalidArgument, std::string("the answer cannot be used: ") + why};
}

// A rejected m-line has none of these that mean anything, so it borrows them from another section:
// webrtcbin (1.22) has one transport for all, and takes the credentials of the last one. The other
// m-lines may leave them to the session part (RFC 8839, RFC 8122).
void complete(std::vector<Section>& sections)
{
    constexpr std::array kNeeded{"a=ice-ufrag:", "a=ice-pwd:", "a=setup:", "a=fingerprint:"};
    for (auto section = sections.begin() + 1; section != sections.end(); ++section)
        if (section->rejected())
            std::erase_if(section->lines, [&](const std::string& line) {
                return std::any_of(kNeeded.begin(), kNeeded.end(),
                                   [&](const char* needed) { return line.starts_with(needed); });
            });
    for (auto section = sections.begin() + 1; section != sections.end(); ++section) {
        const auto lenders = section->rejected() ? sections.end() : sections.begin() + 1;
        for (const char* attribute : kNeeded) {
            const std::string* line = nullptr;
            for (auto lender = sections.begin(); lender != lenders && !line; ++lender)
                line = lender->find(attribute);
            if (line && !section->find(attribute))
                section->lines.push_back(*line);
        }
    }
}

void leaveOut(std::vector<Section>& sections, RemoteCandidates& candidates)
{
    constexpr std::string_view kAttribute = "a=";
    for (auto& section : sections)
        std::erase_if(section.lines, [&](const std::string& line) {
            return line.starts_with("a=candidate:")
                && !candidates.admits(std::string_view(line).substr(kAttribute.size()));
        });
}

std::string textOf(const std::vector<Section>& sections)
{
    std::string text;
    for (const auto& section : sections)
        for (const auto& line : section.lines)
            text += line + "\r\n";
    return text;
}

// " 63" in "m=audio 9 UDP/TLS/RTP/SAVPF 111 63".
std::size_t placeOf(int type, const std::string& mline)
{
    const std::string word = ' ' + std::to_string(type);
    auto at = mline.find(word);
    while (at != std::string::npos && at + word.size() < mline.size()
           && mline[at + word.size()] != ' ')
        at = mline.find(word, at + 1);
    return at;
}

bool takes(const Section& section, int type)
{
    return !section.rejected() && placeOf(type, section.lines[0]) != std::string::npos;
}

// An m-line needs one type at least.
void drop(int type, Section& section)
{
    std::string& mline = section.lines[0];
    const auto at = placeOf(type, mline);
    const auto name = std::to_string(type);
    const bool isOnly = std::count(mline.begin(), mline.end(), ' ') <= 3;
    if (at == std::string::npos || isOnly)
        return;
    mline.erase(at, name.size() + 1);
    std::erase_if(section.lines, [&](const std::string& line) {
        return line.starts_with("a=rtpmap:" + name + ' ')
            || line.starts_with("a=fmtp:" + name + ' ')
            || line.starts_with("a=rtcp-fb:" + name + ' ');
    });
}

} // namespace

Result<std::string> mendAnswer(std::string_view answer, int pictureType,
                               RemoteCandidates& candidates)
{
    if (answer.size() > kMaxBytes)
        return invalid("it is larger than 64 KB");
    if (answer.find('\0') != std::string_view::npos || !answer.starts_with("v=0"))
        return invalid("it is not SDP");
    auto sections = sectionsOf(answer);
    if (sections.size() - 1 > kMaxMLines)
        return invalid("it has more than 16 m-lines");
    if (sections.size() != 3 || !sections[1].lines[0].starts_with("m=audio ")
        || !sections[2].lines[0].starts_with("m=video "))
        return invalid("its m-lines are not those of the offer, audio and video");
    leaveOut(sections, candidates);
    if (!takes(sections[2], pictureType))
        sections[2].reject();
    complete(sections);
    drop(kRedType, sections[1]);
    return textOf(sections);
}

std::string offerRedundancy(std::string_view offer, int redType, int soundType)
{
    auto sections = sectionsOf(offer);
    const auto sound = std::find_if(sections.begin() + 1, sections.end(), [](const Section& s) {
        return s.lines[0].starts_with("m=audio ");
    });
    if (sound == sections.end())
        return std::string(offer);
    const auto red = std::to_string(redType), opus = std::to_string(soundType);
    sound->lines[0] += ' ' + red;
    sound->lines.push_back("a=rtpmap:" + red + " red/48000/2");
    sound->lines.push_back("a=fmtp:" + red + ' ' + opus + '/' + opus);
    return textOf(sections);
}

std::string offerParameters(std::string_view offer, int type, std::string_view parameters)
{
    const std::string name = "a=fmtp:" + std::to_string(type) + ' ';
    auto sections = sectionsOf(offer);
    for (auto& section : sections)
        for (auto& line : section.lines)
            if (line.starts_with(name) && !parameters.empty())
                line.append(";").append(parameters);
    return textOf(sections);
}

bool takesPictures(std::string_view answer, int type)
{
    const auto sections = sectionsOf(answer);
    return std::any_of(sections.begin() + 1, sections.end(), [&](const Section& s) {
        return s.lines[0].starts_with("m=video ") && takes(s, type);
    });
}

bool takesRedundancy(std::string_view answer, int redType)
{
    const auto sections = sectionsOf(answer);
    return std::any_of(sections.begin() + 1, sections.end(), [&](const Section& s) {
        const std::string name = "a=rtpmap:" + std::to_string(redType) + " red/";
        return s.lines[0].starts_with("m=audio ") && s.find(name)
            && placeOf(redType, s.lines[0]) != std::string::npos;
    });
}

std::vector<std::string> fingerprints(std::string_view sdp)
{
    constexpr std::string_view kPrefix = "a=fingerprint:sha-256 ";
    std::vector<std::string> found;
    for (auto& line : linesOf(sdp)) {
        if (g_ascii_strncasecmp(line.c_str(), kPrefix.data(), kPrefix.size()) != 0)
            continue;
        std::string value = line.substr(kPrefix.size());
        std::transform(value.begin(), value.end(), value.begin(),
                       [](char c) { return g_ascii_toupper(c); });
        found.push_back(std::move(value));
    }
    return found;
}

} // namespace confab::media::sdp
