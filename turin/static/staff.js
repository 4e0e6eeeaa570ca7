/* The timetable by key and by hand: an extra, since each deed has its form. Strict CSP, browsers of 2019. */
(function (page) {
  "use strict";
  page.querySelectorAll(".scripted").forEach(function (hint) { hint.hidden = false; });
  page.querySelectorAll("[data-print]").forEach(function (button) {
    button.addEventListener("click", function () { window.print(); });
  });

  var mover = page.querySelector("[data-mover]"), said = page.querySelector("[data-moved]");
  var HALF = 30, moving = null, to = null;

  // Times are those of the wall, so they are counted as if all of the world were at Greenwich.
  function moment(text) { return new Date(text + ":00Z"); }
  function text(time) { return time.toISOString().slice(0, 16); }
  function shifted(time, minutes) { return new Date(time.getTime() + minutes * 60000); }

  function send(slot, time) {
    if (text(time) === slot.dataset.starts) return;
    mover.action = slot.dataset.move;
    mover.elements.to.value = text(time);
    mover.submit();
  }
  function stop() {
    if (moving) moving.classList.remove("moving");
    moving = to = null;
    said.textContent = "";
  }
  function begin(slot) {
    stop();
    moving = slot;
    to = moment(slot.dataset.starts);
    slot.classList.add("moving");
    tell();
  }
  // What is told is also seen: the slot goes there, if its day and row are on the page.
  function tell() {
    var day = moving.closest(".week").querySelector("[data-day='" + text(to).slice(0, 10) + "']");
    var first = moving.closest(".week").querySelector(".hours li");
    var rows = first ? (to.getUTCHours() - parseInt(first.textContent, 10)) * 2 + Math.round(to.getUTCMinutes() / HALF) + 1 : 0;
    said.textContent = (day ? day.parentNode.querySelector("h3").textContent + " " : text(to).slice(0, 10) + " ") + text(to).slice(11);
    if (!day || rows < 1 || rows > 48) return;
    moving.className = moving.className.replace(/\bt\d+\b/, "t" + rows);
    if (moving.parentNode !== day) {
      var link = moving.querySelector("a");
      day.appendChild(moving);
      if (link) link.focus();
    }
  }

  page.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    var slot = event.target.closest("[data-move]");
    var ahead = page.documentElement.dir === "rtl" ? -1 : 1;
    var steps = { ArrowUp: -HALF, ArrowDown: HALF, ArrowRight: ahead * 1440, ArrowLeft: -ahead * 1440 };
    if (moving && steps[event.key]) {
      to = shifted(to, steps[event.key]);
      tell();
    } else if (moving && event.key === "Enter") {
      send(moving, to);
    } else if (moving && event.key === "Escape") {
      location.reload();
    } else if (slot && mover && event.key === "m") {
      begin(slot);
    } else {
      return;
    }
    event.preventDefault();
  });

  if (!mover) return;
  var dragged = null, above = 0;
  page.querySelectorAll("[data-move]").forEach(function (slot) {
    slot.draggable = true;
    slot.addEventListener("dragstart", function (event) {
      dragged = slot;
      above = event.clientY - slot.getBoundingClientRect().top;
      event.dataTransfer.setData("text/plain", slot.dataset.starts);
      event.dataTransfer.effectAllowed = "move";
    });
  });
  page.querySelectorAll("[data-day]").forEach(function (day) {
    day.addEventListener("dragover", function (event) { if (dragged) event.preventDefault(); });
    day.addEventListener("drop", function (event) {
      var first = day.closest(".week").querySelector(".hours li");
      if (!dragged || !first) return;
      event.preventDefault();
      var hour = first.getBoundingClientRect().height / 2;  // of a half hour: a row of hours spans two
      var rows = Math.max(0, Math.round((event.clientY - above - day.getBoundingClientRect().top) / hour));
      var starts = moment(day.dataset.day + "T" + first.textContent.trim());
      send(dragged, shifted(starts, rows * HALF));
    });
  });
})(document);
