/* What is kept on this device: keeps a handbook on request, lists all that is kept, and takes it away. Browsers of 2019. */
(function (page) {
  "use strict";
  var worker = navigator.serviceWorker;
  if (!window.caches || !worker) return;
  var PART = 262144;  // octets of a file that are fetched at a time: a minute on the thinnest line
  var SOON = 1000, LATEST = 60000;  // milliseconds after which what broke off goes on by itself
  var ONE = { ignoreVary: true }, ALL = { ignoreVary: true, ignoreSearch: true };  // a part lies at its file's address and ?where it begins

  function size(octets, words) {
    var mega = octets >= 1000000, number = mega ? Math.round(octets / 100000) / 10 : Math.ceil(octets / 1000);
    return (mega ? words.mb : words.kb).replace("{number}", number.toLocaleString(page.documentElement.lang));
  }

  // "Keep on this device" beside a file.
  function keeper(button, kept, parts, worker) {
    var address = new URL(button.dataset.keep, location).href, all = Number(button.dataset.size);
    var said = page.getElementById(button.getAttribute("aria-describedby")), words = said.dataset, pause = SOON, timer = 0;

    function is(here) {
      button.textContent = here ? button.dataset.remove : button.dataset.add;
      button.dataset.kept = here ? "1" : "";
    }
    // How far it is, is read out once for each press.
    function say(what, octets, silently) {
      said.setAttribute("aria-live", silently ? "off" : "polite");
      said.textContent = what && words[what].replace("{here}", size(octets, words));
    }
    function here(from) {
      return parts.match(address + "?" + from, ONE).then(function (found) { return found ? here(from + PART) : from; });
    }
    // The address changes with the content, so that parts fit, whenever they were fetched; the browser may have some from a download.
    function fetched(from) {
      if (from >= all) return together();
      var last = Math.min(from + PART, all) - 1;
      return fetch(address, { headers: { Range: "bytes=" + from + "-" + last } }).then(function (answer) {
        var headers = new Headers(answer.headers);
        if (!answer.ok || /no-store|private/.test(headers.get("Cache-Control"))) throw new Error(answer.status);
        return answer.blob().then(function (body) {
          if (answer.status === 200) return keep(body, headers);  // there are no parts to be had
          if (body.size !== last + 1 - from) throw new Error("broken off");
          headers.set("Page", location.pathname);
          return parts.put(address + "?" + from, new Response(body, { headers: headers })).then(function () {
            pause = SOON;
            say("coming", last + 1, true);
            return fetched(last + 1);
          });
        });
      });
    }
    function together() {
      var places = [];
      for (var from = 0; from < all; from += PART) places.push(parts.match(address + "?" + from, ONE));
      return Promise.all(places).then(function (answers) {
        return Promise.all(answers.map(function (answer) { return answer.blob(); })).then(function (bodies) {
          return keep(new Blob(bodies), new Headers(answers[0].headers));
        });
      });
    }
    function keep(body, headers) {
      if (body.size !== all) return parts.delete(address, ALL).then(function () { throw new Error("not whole"); });
      headers.set("Content-Length", all);
      headers.delete("Content-Range");
      return kept.put(address, new Response(body, { headers: headers })).then(function () { return parts.delete(address, ALL); });
    }
    function go(pressed) {
      clearTimeout(timer);
      timer = 0;
      button.disabled = true;
      here(0).then(function (from) {
        if (pressed) say("coming", from);
        return fetched(from);
      }).then(function () {
        is(true);
        say("done");
      }, function (error) {
        var full = error.name === "QuotaExceededError";
        say(full ? "full" : "failed");
        if (!full) timer = setTimeout(go, pause);
        pause = Math.min(pause * 2, LATEST);
      }).then(function () { button.disabled = false; });
    }

    window.addEventListener("online", function () { if (timer) go(); });
    button.addEventListener("click", function () {
      if (button.dataset.kept) return kept.delete(address, ONE).then(function () { is(false); say(""); });
      worker.postMessage("keep");
      go(true);
    });
    Promise.all([kept.match(address, ONE), here(0)]).then(function (found) {
      is(Boolean(found[0]));
      if (!found[0] && found[1]) say("failed");
      button.hidden = false;
    });
  }
  var buttons = page.querySelectorAll("button[data-keep]");
  if (buttons.length) worker.ready.then(function (there) {
    return Promise.all([caches.open("kept"), caches.open("parts")]).then(function (opened) {
      buttons.forEach(function (button) {
        keeper(button, opened[0], opened[1], there.active);
      });
    });
  });

  // The page that lists what is kept.
  var list = page.querySelector("[data-kept-list]"), PLACES = ["kept", "parts", "pages"];
  if (!list) return;
  var room = page.querySelector("[data-room]");
  function plain(text) {
    var letters = { amp: "&", lt: "<", gt: ">", "#34": '"', "#39": "'" };
    return text.replace(/&(amp|lt|gt|#34|#39);/g, function (whole, name) { return letters[name]; }).trim();
  }
  function file(url) { return decodeURIComponent(url.split("?")[0].split("/").pop()); }
  var told = {
    kept: function (cache, url, answer) {
      return answer.blob().then(function (body) { return { title: file(url), href: url, how: size(body.size, list.dataset) }; });
    },
    parts: function (cache, url, answer) {
      return cache.matchAll(url, ALL).then(function (parts) {
        var here = parts.reduce(function (sum, part) { return sum + Number(part.headers.get("Content-Length")); }, 0);
        var all = Number(answer.headers.get("Content-Range").split("/")[1]);
        var how = list.dataset.part.replace("{here}", size(here, list.dataset)).replace("{all}", size(all, list.dataset));
        return { title: file(url), href: answer.headers.get("Page"), how: how };
      });
    },
    pages: function (cache, url, answer) {
      return answer.text().then(function (text) {
        var found = (/<title>([^<]*)/.exec(text) || [])[1];
        return { title: found ? plain(found) : url, href: url, how: size(new Blob([text]).size, list.dataset) };
      });
    }
  };
  function line(one, remove) {
    var item = page.createElement("li"), link = page.createElement("a"), title = page.createElement("bdi"), how = page.createElement("span"), button = page.createElement("button");
    item.className = "row";
    link.href = one.href;
    title.textContent = one.title;
    link.appendChild(title);
    how.textContent = one.how;
    how.className = "muted small";
    button.type = "button";
    button.className = "btn link";
    button.textContent = list.dataset.remove;
    button.setAttribute("aria-label", list.dataset.remove + ": " + one.title);
    button.addEventListener("click", function () { remove().then(show); });
    item.append(link, how, button);
    return item;
  }
  function lines(name) {
    return caches.open(name).then(function (cache) {
      return cache.keys().then(function (requests) {
        var all = requests.map(function (request) { return name === "parts" ? request.url.split("?")[0] : request.url; });
        return Promise.all(all.filter(function (url, at) { return all.indexOf(url) === at; }).map(function (url) {
          var how = name === "parts" ? ALL : ONE;
          return cache.match(url, how).then(function (answer) { return told[name](cache, url, answer); }).then(function (one) {
            return line(one, function () { return cache.delete(url, how); });
          });
        }));
      });
    });
  }
  function show() {
    return Promise.all(PLACES.map(lines)).then(function (found) {
      var all = [].concat.apply([], found);
      while (list.firstChild) list.removeChild(list.firstChild);
      all.forEach(function (one) { list.appendChild(one); });
      page.querySelector("[data-none]").hidden = all.length > 0;
      page.querySelector("[data-all]").hidden = all.length === 0;
      return navigator.storage && navigator.storage.estimate ? navigator.storage.estimate() : null;
    }).then(function (found) {
      if (found && found.quota) room.textContent = room.dataset.room.replace("{used}", size(found.usage, list.dataset)).replace("{room}", size(found.quota, list.dataset));
    });
  }
  page.querySelector("[data-without-script]").hidden = true;
  page.querySelector("[data-all]").addEventListener("click", function () {
    Promise.all(PLACES.map(function (name) { return caches.delete(name); })).then(show);
  });
  show();
})(document);
