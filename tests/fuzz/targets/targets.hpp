// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace confab::fuzz {

void address(std::string_view input); ///< lines: hosts, authorities, origins, addresses of servers
void answer(std::string_view sdp); ///< of a browser to our offer
void body(std::string_view json); ///< of requests of the API
void candidate(std::string_view lines); ///< of ICE, one a line
void config(std::string_view toml);
void feedback(std::string_view bytes); ///< what a receiver says of packets, and when
void forwarded(std::string_view lines); ///< headers of proxies
void frames(std::string_view bytes); ///< of a WebSocket, in pieces
void h264(std::string_view picture);
void journal(std::string_view text);
void layout(std::string_view json);
void link(std::string_view line); ///< of a room, and to one
void manifest(std::string_view json);
void name(std::string_view lines); ///< of files, rooms, people
void range(std::string_view headers); ///< of a request for a file
void rtp(std::string_view packet);
void vp8(std::string_view picture);
void wire(std::string_view json); ///< what clients say, and what servers say to bots

} // namespace confab::fuzz
