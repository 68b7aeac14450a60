// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"
#include "front/http/http_answer.hpp"

#include <libsoup/soup.h>
#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>

/// Answers to HTTP requests. Loop thread.
namespace confab::front::http {

/// The headers that every answer of ours carries: a strict CSP and its kin.
void addCommonHeaders(SoupServerMessage* message);

/// The whole answer. `contentType` is a literal or outlives the call.
void reply(SoupServerMessage* message, unsigned status, const char* contentType,
           const GRef<GBytes>& body);
void replyJson(SoupServerMessage* message, unsigned status, const nlohmann::json& body);

/// 204: done, and there is nothing to say.
void replyNothing(SoupServerMessage* message);

/// The words behind a status: libsoup has none for some.
const char* phraseOf(unsigned status);

/// An RFC 9457 problem document: `code` is stable, `detail` is for a person.
void replyProblem(SoupServerMessage* message, unsigned status, const char* code,
                  const std::string& detail);
/// An answer that is made already.
void reply(SoupServerMessage* message, const HttpAnswer& answer);
std::string problemText(unsigned status, const char* code, const std::string& detail);

std::string etagOf(GBytes* bytes);
/// Sets the ETag. True if the request is answered by its condition: 304 if the client has that
/// version already, 412 if it wants another one only.
bool replyByCondition(SoupServerMessage* message, const std::string& etag);

/// The object in the request's body, an empty one if there is no body. Nothing if the body is
/// something else: then 400 has been answered.
std::optional<nlohmann::json> requestObject(SoupServerMessage* message);
/// A parameter of the request's query, decoded; "" if it is not there.
std::string queryOf(SoupServerMessage* message, const char* name);
const char* requestHeader(SoupServerMessage* message, const char* name);
/// All of that name, as one list; "" if there is none.
std::string requestHeaders(SoupServerMessage* message, const char* name);
void setHeader(SoupServerMessage* message, const char* name, const std::string& value);

GRef<GBytes> bytesOf(const std::string& text);

} // namespace confab::front::http
