/* Keeps opened public pages for when there is no network. It touches nothing else: the list below says what it may keep. */
(function (self) {
  "use strict";
  var PAGES = "pages-VERSION", ASSETS = "assets-VERSION", KEPT = "kept";  // what somebody asked to keep outlives versions
  var MOST = 60, PATIENCE = 4000;
  var PUBLIC = /^\/(en|fr|es|pt|ar|zh|ru)\/(courses|course|library|standards|countries|outcomes|privacy|offline)(\/|$)/;
  var FORMS = /\/(ask|tell-me)$/, ASSET = /^\/static\/[0-9a-f]{10}\//, FILE = /^\/dl\//;

  self.addEventListener("install", function () { self.skipWaiting(); });
  self.addEventListener("activate", function (event) {
    event.waitUntil(caches.keys().then(function (names) {
      return Promise.all(names.map(function (name) {
        if (name !== PAGES && name !== ASSETS && name !== KEPT) return caches.delete(name);
      }));
    }).then(function () { return self.clients.claim(); }).then(first));
  });

  // The page that brought the worker was open before it: it is kept too, out of the browser's own memory.
  function first() {
    return self.clients.matchAll({ type: "window" }).then(function (open) {
      return Promise.all(open.map(function (client) {
        var url = new URL(client.url);
        return mayBeKept(url) && fetch(url.href).then(function (answer) { if (mayKeep(answer)) return keep(answer, url); }).catch(nothing);
      }));
    });
  }
  self.addEventListener("message", function (event) {
    if (event.data === "forget") event.waitUntil(caches.keys().then(function (names) {
      return Promise.all(names.map(function (name) { return caches.delete(name); }));
    }));
  });

  self.addEventListener("fetch", function (event) {
    var request = event.request, url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== self.location.origin) return;
    if (ASSET.test(url.pathname)) event.respondWith(asset(request));
    else if (FILE.test(url.pathname)) event.respondWith(file(request));
    else if (request.mode === "navigate" && /^\/(en|fr|es|pt|ar|zh|ru)\//.test(url.pathname)) event.respondWith(page(event, url));
  });

  function asset(request) {
    return caches.match(request, { ignoreVary: true }).then(function (kept) {
      return kept || fetch(request).then(function (answer) {
        var copy = answer.clone();
        if (mayKeep(answer)) caches.open(ASSETS).then(function (cache) { return cache.put(request, copy); }).catch(nothing);
        return answer;
      });
    });
  }

  // A kept handbook is given whole, whatever part of it is asked for; any other comes from the network as ever.
  function file(request) {
    return caches.open(KEPT).then(function (cache) {
      return cache.match(request.url, { ignoreVary: true });
    }).then(function (kept) { return kept || fetch(request); });
  }

  function page(event, url) {
    var listed = mayBeKept(url);
    var found = fetch(event.request).then(function (answer) {
      if (listed && mayKeep(answer)) event.waitUntil(keep(answer.clone(), url).catch(nothing));
      return answer;
    });
    function instead() {
      return listed ? caches.open(PAGES).then(function (cache) { return cache.match(url.href.split("#")[0], { ignoreVary: true }); }) : Promise.resolve();
    }
    return new Promise(function (show) {
      var waiting = setTimeout(function () { instead().then(function (kept) { if (kept) show(kept); }); }, PATIENCE);
      found.then(show, function () {
        instead().then(function (kept) { return kept || none(url); }).then(show);
      }).then(function () { clearTimeout(waiting); });
    });
  }

  function mayBeKept(url) { return PUBLIC.test(url.pathname) && !FORMS.test(url.pathname); }

  function mayKeep(answer) {
    var said = answer.headers.get("Cache-Control") || "";
    return answer.status === 200 && answer.type === "basic" && !answer.redirected && /\bpublic\b/.test(said) && !/no-store|private/.test(said);
  }

  // The newest is the last; what is over sixty goes, the oldest first.
  function keep(answer, url) {
    var address = url.href.split("#")[0], copy = answer.clone();
    return caches.open(PAGES).then(function (cache) {
      return cache.delete(address, { ignoreVary: true }).then(function () {
        return cache.put(address, answer);
      }).then(function () { return cache.keys(); }).then(function (kept) {
        return Promise.all(kept.slice(0, Math.max(0, kept.length - MOST)).map(function (one) { return cache.delete(one, { ignoreVary: true }); }));
      }).then(function () { return ready(url.pathname.slice(1, 3)); });
    }).then(function () { return copy.text(); }).then(function (text) {
      return Promise.all((text.match(/\/static\/[0-9a-f]{10}\/[\w.-]+/g) || []).map(function (address) { return asset(new Request(address)); }));
    });
  }

  // The page for when there is no network is fetched once a language, with the first page that is kept.
  function ready(language) {
    var address = "/" + language + "/no-connection";
    return caches.open(ASSETS).then(function (cache) {
      return cache.match(address, { ignoreVary: true }).then(function (kept) {
        return kept || fetch(address, { credentials: "omit" }).then(function (answer) { if (mayKeep(answer)) return cache.put(address, answer); });
      });
    });
  }

  function none(url) {
    return caches.open(ASSETS).then(function (cache) {
      return cache.match("/" + url.pathname.slice(1, 3) + "/no-connection", { ignoreVary: true });
    }).then(function (kept) { return kept || Response.error(); });
  }

  function nothing() { return null; }
})(self);
