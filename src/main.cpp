// SPDX-License-Identifier: Apache-2.0
#include "base/version.hpp"
#include "bot/bot_command.hpp"
#include "check/check_command.hpp"
#include "finish/finish_command.hpp"
#include "front/serve_command.hpp"
#include "layout/layouts_command.hpp"
#include "render/render_command.hpp"
#include "room_process/room_command.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv)
{
    CLI::App app("confab: a group call as one mixed stream", "confab");
    app.set_version_flag("--version", confab::kVersion);
    app.require_subcommand(1);
    int status = 0;
    confab::front::addServeCommand(app, status);
    confab::room_process::addRoomCommand(app, status);
    confab::bot::addBotCommand(app, status);
    confab::layout::addLayoutsCommand(app, status);
    confab::finish::addFinishCommand(app, status);
    confab::render::addRenderCommand(app, status);
    confab::check::addCheckCommand(app, status);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2; // --help is one, too; CLI11's own are from 100 on
    }
    return status;
}
