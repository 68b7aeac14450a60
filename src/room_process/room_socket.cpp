// SPDX-License-Identifier: Apache-2.0
#include "room_process/room_socket.hpp"

#include <fmt/format.h>
#include <gio/gunixsocketaddress.h>
#include <sys/stat.h>
#include <unistd.h>

namespace confab::room_process {

Result<GRef<GSocket>> listenAt(const std::string& path)
{
    GErrorOut error;
    auto socket = GRef<GSocket>::adopt(
        g_socket_new(G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error));
    const auto address = GRef<GSocketAddress>::adopt(g_unix_socket_address_new(path.c_str()));
    const auto others = umask(077);
    const bool isBound = socket && g_socket_bind(socket.get(), address.get(), FALSE, error);
    umask(others);
    if (!isBound || !g_socket_listen(socket.get(), error))
        return Error{Errc::Unavailable, fmt::format("cannot listen on {}: {}", path, error.text())};
    return socket;
}

bool isOfOwnUser(GSocketConnection* connection)
{
    const auto credentials = GRef<GCredentials>::adopt(
        g_socket_get_credentials(g_socket_connection_get_socket(connection), nullptr));
    return credentials && g_credentials_get_unix_user(credentials.get(), nullptr) == geteuid();
}

} // namespace confab::room_process
