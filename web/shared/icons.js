// SPDX-License-Identifier: Apache-2.0
// @ts-check
/**
 * The icons of all pages, as <symbol>s that `<use href="#icon-NAME">` shows. A plain script, deferred: no icon waits for the
 * modules, and the first paint waits for no icon.
 */
document.body.insertAdjacentHTML('afterbegin', `<svg class="sprite" aria-hidden="true">
  <symbol id="icon-mic" viewBox="0 0 24 24"><rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5 11a7 7 0 0 0 14 0M12 18v3"/></symbol>
  <symbol id="icon-mic-off" viewBox="0 0 24 24"><path d="M9 9v2a3 3 0 0 0 5 2.2M15 10V6a3 3 0 0 0-5.6-1.5M5 11a7 7 0 0 0 11.5 5.4M19 11a7 7 0 0 1-.6 2.8M12 18v3M4 3l16 18"/></symbol>
  <symbol id="icon-cam" viewBox="0 0 24 24"><rect x="3" y="6" width="12" height="12" rx="2.5"/><path d="m15 11 6-3.5v9L15 13z"/></symbol>
  <symbol id="icon-cam-off" viewBox="0 0 24 24"><path d="M6 6h-.5A2.5 2.5 0 0 0 3 8.5v7A2.5 2.5 0 0 0 5.5 18h7a2.5 2.5 0 0 0 2.2-1.4M10.5 6h2A2.5 2.5 0 0 1 15 8.5V11l6-3.5v9l-3-1.7M4 3l16 18"/></symbol>
  <symbol id="icon-flip" viewBox="0 0 24 24"><path d="M20 11a8 8 0 0 0-14.5-4L3 9.5M3 4.5v5h5M4 13a8 8 0 0 0 14.5 4l2.5-2.5M21 19.5v-5h-5"/></symbol>
  <symbol id="icon-screen" viewBox="0 0 24 24"><rect x="3" y="4.5" width="18" height="12" rx="2"/><path d="M8 20.5h8M12 13.5v-6m-2.5 2.5L12 7.5l2.5 2.5"/></symbol>
  <symbol id="icon-hand" viewBox="0 0 24 24"><path d="M8 12V6a1.5 1.5 0 0 1 3 0V4.5a1.5 1.5 0 0 1 3 0V6a1.5 1.5 0 0 1 3 0v8a6 6 0 0 1-11 3.3L4 13.5a1.5 1.5 0 0 1 2.5-1.6L8 13.5M11 6v5M14 6v5"/></symbol>
  <symbol id="icon-layout" viewBox="0 0 24 24"><rect x="3" y="4.5" width="18" height="15" rx="2"/><path d="M14.5 4.5v15M14.5 9.5H21M14.5 14.5H21"/></symbol>
  <symbol id="icon-record" viewBox="0 0 24 24"><circle cx="12" cy="12" r="8.5"/><circle cx="12" cy="12" r="4"/></symbol>
  <symbol id="icon-people" viewBox="0 0 24 24"><circle cx="9" cy="8" r="3.5"/><path d="M2.5 20a6.5 6.5 0 0 1 13 0M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 14.3a6.5 6.5 0 0 1 3.5 5.7"/></symbol>
  <symbol id="icon-chat" viewBox="0 0 24 24"><path d="M5.5 4.5h13a2 2 0 0 1 2 2v8.5a2 2 0 0 1-2 2H12l-5 3.5V17H5.5a2 2 0 0 1-2-2V6.5a2 2 0 0 1 2-2zM8 9h8M8 12.5h5"/></symbol>
  <symbol id="icon-more" viewBox="0 0 24 24"><circle cx="5.5" cy="12" r="1"/><circle cx="12" cy="12" r="1"/><circle cx="18.5" cy="12" r="1"/></symbol>
  <symbol id="icon-leave" viewBox="0 0 24 24"><path d="M14 4H7a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h7M10 12h10m-3.5-3.5L20 12l-3.5 3.5"/></symbol>
  <symbol id="icon-close" viewBox="0 0 24 24"><path d="m6 6 12 12M18 6 6 18"/></symbol>
  <symbol id="icon-link" viewBox="0 0 24 24"><path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.3 1.3M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.3-1.3"/></symbol>
  <symbol id="icon-settings" viewBox="0 0 24 24"><path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/></symbol>
  <symbol id="icon-stats" viewBox="0 0 24 24"><path d="M4 20V4M4 20h16M8 15l3.5-5 3.5 3 4.5-7"/></symbol>
  <symbol id="icon-help" viewBox="0 0 24 24"><circle cx="12" cy="12" r="8.5"/><path d="M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 16.7v.1"/></symbol>
  <symbol id="icon-full" viewBox="0 0 24 24"><path d="M4 9V5.5A1.5 1.5 0 0 1 5.5 4H9M15 4h3.5A1.5 1.5 0 0 1 20 5.5V9M20 15v3.5a1.5 1.5 0 0 1-1.5 1.5H15M9 20H5.5A1.5 1.5 0 0 1 4 18.5V15"/></symbol>
  <symbol id="icon-self" viewBox="0 0 24 24"><circle cx="12" cy="9" r="3.5"/><path d="M5.5 20a6.5 6.5 0 0 1 13 0"/></symbol>
  <symbol id="icon-eye" viewBox="0 0 24 24"><path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="2.8"/></symbol>
  <symbol id="icon-sound" viewBox="0 0 24 24"><path d="M4 9.5v5h3.5L12 18V6L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"/></symbol>
  <symbol id="icon-lock" viewBox="0 0 24 24"><rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/></symbol>
  <symbol id="icon-pin" viewBox="0 0 24 24"><path d="M9 3.5h6l-1 6 3.5 4h-11l3.5-4zM12 13.5v7"/></symbol>
  <symbol id="icon-host" viewBox="0 0 24 24"><path d="m4 8 4 3.5L12 5l4 6.5L20 8l-1.5 10h-13z"/></symbol>
  <symbol id="icon-pause" viewBox="0 0 24 24"><path d="M8.5 5.5v13M15.5 5.5v13"/></symbol>
  <symbol id="icon-play" viewBox="0 0 24 24"><path d="M7.5 4.5v15l12-7.5z"/></symbol>
  <symbol id="icon-stop" viewBox="0 0 24 24"><rect x="6" y="6" width="12" height="12" rx="2"/></symbol>
  <symbol id="icon-save" viewBox="0 0 24 24"><path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M4.5 19.5h15"/></symbol>
  <symbol id="icon-bin" viewBox="0 0 24 24"><path d="M4.5 6.5h15M9.5 6.5v-2h5v2M6.5 6.5l1 13h9l1-13M10 10.5v5.5M14 10.5v5.5"/></symbol>
  <symbol id="icon-send" viewBox="0 0 24 24"><path d="m4 4.5 17 7.5-17 7.5 2.5-7.5zM6.5 12H14"/></symbol>
  <symbol id="icon-weak" viewBox="0 0 24 24"><path d="M4 18v-3M9 18v-6M14 18V9M19 18V5M3 4l18 17"/></symbol>
  <symbol id="icon-remove" viewBox="0 0 24 24"><circle cx="9" cy="8" r="3.5"/><path d="M2.5 20a6.5 6.5 0 0 1 13 0M16 8.5l5 5m0-5-5 5"/></symbol>
</svg>`);
