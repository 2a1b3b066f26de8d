// The npm package telegram-test-api as a Bot API server: `node telegram_test_api.js PORT`; prints "ready".
//
// Where its answers are not what the Bot API documents, they are repaired here, and nowhere else.
"use strict";

const path = require("path");

const TelegramServer = require("telegram-test-api");
// Its own web framework, wherever npm has put that.
const home = path.dirname(require.resolve("telegram-test-api"));
const express = require(require.resolve("express", { paths: [home] }));

const BOT = { id: 7000000001, is_bot: true, first_name: "Daumoi", username: "daumoi_test_bot" };

function repaired(method, body) {
  if (method === "getMe") {
    // "User": is_bot is no optional field.
    return { ...body, result: BOT };
  }
  if (method === "sendMessage" && body.ok) {
    const { text, chat, message_id, reply_markup, date } = body.result;
    // "Message": date in seconds; parameters of the request are no fields of a message.
    const message = { message_id, chat, text, from: BOT, date: Math.floor(date / 1000) };
    return { ...body, result: reply_markup ? { ...message, reply_markup } : message };
  }
  return body;
}

// "Update": an edited message comes in a field of its own.
const formatted = TelegramServer.formatUpdate;
TelegramServer.formatUpdate = (update) => {
  const { update_id, message } = formatted(update);
  if (!message || !message.edit_date) return formatted(update);
  return { update_id, edited_message: { ...message, message_id: message.edited_id } };
};

const server = new TelegramServer({ port: Number(process.argv[2]), host: "127.0.0.1" });
const outer = express();
outer.use((request, response, next) => {
  const json = response.json.bind(response);
  response.json = (body) => json(repaired(request.path.split("/").pop(), body));
  next();
});
outer.use(server.webServer);
server.webServer = outer;
server.start().then(() => console.log("ready"));
