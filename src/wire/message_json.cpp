// SPDX-License-Identifier: Apache-2.0
#include "wire/message_json.hpp"

#include "base/json/json.hpp"
#include "wire/wire_json.hpp"

namespace confab::wire {

using nlohmann::json;

json typed(const char* type, json fields)
{
    fields["type"] = type;
    return fields;
}

std::string typeOf(const json& message)
{
    const auto type = message.find("type");
    return type != message.end() && type->is_string() ? type->get<std::string>() : std::string();
}

json orNull(const std::string& text)
{
    return text.empty() ? json() : json(text);
}

Candidate candidateFrom(Fields& f)
{
    Candidate c{.peer = f.text("peer"), .candidate = f.text("candidate")};
    const int mline = f.numberOr("mline", 0);
    if (mline < 0 || mline > 15)
        f.complain("mline", "a number from 0 to 15");
    c.mline = unsigned(mline);
    return c;
}

json fieldsOf(const Candidate& c)
{
    return {{"peer", c.peer}, {"mline", c.mline}, {"candidate", c.candidate}};
}

std::string toText(const json& value)
{
    return toJsonText(value);
}

} // namespace confab::wire
