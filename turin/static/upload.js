/* Files sent in parts: over a bad line, after a break, and again after the page was closed. Strict CSP, browsers of 2019.
   The server says how far a file is; nothing is kept here. Without this script the form sends files whole. */
(function (page) {
  "use strict";
  var SMALLEST = 32768, LARGEST = 1000000;  // octets of a part; the server takes no more in a request
  var QUICK = 1500, SLOW = 8000, SILENT = 180000;  // milliseconds that a part takes, or may take
  var HASHED = 100000000;  // octets; a larger file would fill the memory of a telephone
  var LONGEST_WAIT = 30000;
  var BETWEEN = 3000, LOOKS = 60;  // milliseconds between asking after a file that is being looked at, and how often

  page.querySelectorAll("[data-uploads]").forEach(function (box) {
    var input = box.querySelector("[type=file]"), form = input.form, list = box.querySelector("[data-list]");
    var token = form.elements.csrf_token ? form.elements.csrf_token.value : "";
    var button = box.hasAttribute("data-reload") ? form.querySelector("[type=submit]") : null;
    var waiting = [], busy = false, kept = false, part = SMALLEST * 4;

    box.querySelector("[data-plain]").hidden = true;
    box.querySelector("[data-scripted]").hidden = false;
    if (button) button.hidden = true;

    function words(name) { return box.querySelector("[data-words=" + name + "]").textContent; }
    function size(octets) {
      var large = octets >= 1e6, number = large ? Math.round(octets / 1e5) / 10 : Math.max(1, Math.round(octets / 1000));
      return (large ? box.dataset.mb : box.dataset.kb).replace("{number}", number.toLocaleString(page.documentElement.lang));
    }

    // One row for each file: its name, how far it is, and what the server says of it.
    function row(file) {
      var made = page.importNode(box.querySelector("template").content, true).firstElementChild;
      made.querySelector("[data-file]").textContent = file.name;
      list.appendChild(made);
      return {
        file: file,
        say: function (said) { made.querySelector("[data-says]").textContent = said; },
        tell: function (said) { this.say(said); box.querySelector("[data-status]").textContent = file.name + " " + said; },
        show: function (octets) {
          var percent = file.size ? Math.floor(octets * 100 / file.size) : 100;
          made.querySelector("progress").value = percent;
          this.say(percent < 100 ? words("sending").replace("{percent}", percent).replace("{size}", size(file.size)) : words("checking"));
        },
        end: function () { made.querySelector("progress").remove(); }
      };
    }

    // The file's SHA-256, so that the server can tell that all of it arrived; else when it was last changed.
    function mark(file, then) {
      var changed = String(file.lastModified || "");
      if (!window.crypto || !crypto.subtle || file.size > HASHED) return then(changed);
      var reader = new FileReader();
      reader.onerror = function () { then(changed); };
      reader.onload = function () {
        crypto.subtle.digest("SHA-256", reader.result).then(function (hash) {
          then([].map.call(new Uint8Array(hash), function (octet) { return ("0" + octet.toString(16)).slice(-2); }).join(""));
        }, function () { then(changed); });
      };
      reader.readAsArrayBuffer(file);
    }

    function ask(method, address, body, headers, moved, then) {
      var request = new XMLHttpRequest();
      request.open(method, address);
      request.timeout = SILENT;
      Object.keys(headers).forEach(function (name) { request.setRequestHeader(name, headers[name]); });
      if (moved) request.upload.onprogress = function (event) { moved(event.loaded); };
      request.onload = function () {
        var answer = null;
        try { answer = JSON.parse(request.responseText); } catch (page_of_an_error) { answer = null; }
        then(request.status, answer);
      };
      request.onerror = request.ontimeout = function () { then(0, null); };
      request.send(body);
    }

    function send(one) {
      var pause = 1000, at = null, looks = 0;

      function ended(said, number) {
        one.end();
        one.tell(said);
        if (number) {
          var hidden = page.createElement("input");
          hidden.type = "hidden";
          hidden.name = box.dataset.name;
          hidden.value = number;
          form.appendChild(hidden);
        }
        busy = false;
        next();
      }
      // What may be otherwise in a moment is tried again, sooner if the browser says that the line is back.
      function later(again) {
        var timer, go = function () {
          clearTimeout(timer);
          window.removeEventListener("online", go);
          again();
        };
        one.say(words("waiting"));
        timer = setTimeout(go, pause);
        window.addEventListener("online", go);
        pause = Math.min(pause * 2, LONGEST_WAIT);
      }
      function answered(again) {
        return function (status, told) {
          if (told && told.state) {
            at = told.at;
            pause = 1000;
            if (told.state === "coming") return go_on(told.received);
            if (told.state === "whole" && !told.waits && looks++ < LOOKS) {  // its last answer was lost
              one.show(one.file.size);
              return setTimeout(look, BETWEEN);
            }
            return ended(told.says, told.state === "taken" ? told.number : 0);
          }
          if (status === 0 || status === 408 || status === 429 || status >= 500) return later(again);
          kept = true;  // no row tells of it: what is said here would be gone
          ended(told && told.says ? told.says : words("stopped"), 0);
        };
      }
      function look() { ask("GET", at, null, {}, null, answered(look)); }
      function go_on(offset) {
        var began = Date.now(), slice = one.file.slice(offset, offset + part);
        one.show(offset);
        ask("PATCH", at, slice, {
          "Content-Type": "application/offset+octet-stream",
          "Upload-Offset": offset,
          "X-CSRF-Token": token
        }, function (loaded) { one.show(offset + Math.min(loaded, slice.size)); }, function (status, told) {
          var took = Date.now() - began;
          if (status === 200 && took < QUICK) part = Math.min(part * 2, LARGEST);
          else if (status === 0 || took > SLOW) part = Math.max(part / 2 | 0, SMALLEST);
          answered(look)(status, told);
        });
      }
      function begin(known) {
        var body = new URLSearchParams();
        body.append("csrf_token", token);
        body.append("name", one.file.name);
        body.append("size", one.file.size);
        body.append("mark", known);
        ask("POST", box.dataset.uploads, body.toString(), { "Content-Type": "application/x-www-form-urlencoded" }, null,
          answered(function () { begin(known); }));
      }
      mark(one.file, begin);
    }

    function next() {
      if (busy) return;
      var one = waiting.shift();
      if (one) {
        busy = true;
        send(one);
      } else if (box.hasAttribute("data-reload") && !kept) {
        location.reload();
      }
    }
    function take(files) {
      [].forEach.call(files, function (file) { waiting.push(row(file)); });
      if (files.length) next();
    }

    input.addEventListener("change", function () {
      take([].slice.call(input.files));
      input.value = "";
    });
    box.addEventListener("dragover", function (event) {
      event.preventDefault();
      box.classList.add("over");
    });
    ["dragleave", "drop"].forEach(function (kind) {
      box.addEventListener(kind, function () { box.classList.remove("over"); });
    });
    box.addEventListener("drop", function (event) {
      event.preventDefault();
      take(event.dataTransfer.files);
    });
    window.addEventListener("beforeunload", function (event) {
      if (busy) event.preventDefault();
    });
  });
})(document);
