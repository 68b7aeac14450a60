// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gobject.hpp"

#include <libsoup/soup.h>
#include <nlohmann/json_fwd.hpp>

#include <string>

/// Answers to HTTP requests. Loop thread.
namespace confab::http {

/// The headers that every answer of ours carries: a strict CSP and its kin.
void addCommonHeaders(SoupServerMessage* message);

/// The whole answer. `contentType` is a literal or outlives the call.
void reply(SoupServerMessage* message, unsigned status, const char* contentType,
           const GRef<GBytes>& body);
void replyJson(SoupServerMessage* message, unsigned status, const nlohmann::json& body);

/// An RFC 9457 problem document: `code` is stable, `detail` is for a person.
void replyProblem(SoupServerMessage* message, unsigned status, const char* code,
                  const std::string& detail);
std::string problemText(unsigned status, const char* code, const std::string& detail);

/// Sets the ETag; true if the client has that version already, and the answer (304) is given.
bool replyNotModified(SoupServerMessage* message, const std::string& etag);

const char* requestHeader(SoupServerMessage* message, const char* name);
void setHeader(SoupServerMessage* message, const char* name, const std::string& value);

GRef<GBytes> bytesOf(const std::string& text);

} // namespace confab::http
