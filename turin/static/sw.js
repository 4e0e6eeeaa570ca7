/* Keeps opened public pages for when there is no network. It touches nothing else: the list below says what it may keep. */
(function (self) {
  "use strict";
  // Pages that were opened; what they are made of, and the two pages that are always there; files that somebody asked for, whole or not yet.
  var PAGES = "pages", ASSETS = "assets", KEPT = "kept", PARTS = "parts";
  var MOST = 60, PATIENCE = 4000;
  var PUBLIC = /^\/(en|fr|es|pt|ar|zh|ru)\/(courses|course|library|standards|countries|outcomes|privacy)(\/|$)/;
  var FORMS = /\/(ask|tell-me)$/, ASSET = /^\/static\/[0-9a-f]{10}\//, FILE = /^\/dl\//;
  var ALWAYS = ["no-connection", "offline"];

  self.addEventListener("install", function () { self.skipWaiting(); });
  self.addEventListener("activate", function (event) {
    event.waitUntil(caches.keys().then(function (names) {
      return Promise.all(names.map(function (name) {
        if ([PAGES, ASSETS, KEPT, PARTS].indexOf(name) < 0) return caches.delete(name);
      }));
    }).then(function () { return self.clients.claim(); }));
  });

  // A page that was open before its worker tells so: it is kept too, out of the browser's own memory. So is one that keeps a file.
  self.addEventListener("message", function (event) {
    var url = new URL(event.source.url);
    event.waitUntil((mayBeKept(url) ? fetch(url.href, { cache: "force-cache" }) : Promise.resolve()).then(function (answer) {
      return opened(url, answer);
    }).catch(nothing));
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
    return find(KEPT, request.url).then(function (kept) { return kept || fetch(request); });
  }

  function page(event, url) {
    var found = fetch(event.request).then(function (answer) {
      event.waitUntil(opened(url, mayBeKept(url) && answer.clone()).catch(nothing));
      return answer;
    });
    function instead() {
      return find(PAGES, plain(url)).then(function (kept) { return kept || find(ASSETS, url.pathname, true); });
    }
    return new Promise(function (show) {
      var waiting = setTimeout(function () { instead().then(function (kept) { if (kept) show(kept); }); }, PATIENCE);
      found.then(show, function () {
        instead().then(function (kept) { return kept || find(ASSETS, always(url)[0], true); })
          .then(function (kept) { show(kept || Response.error()); });
      }).then(function () { clearTimeout(waiting); });
    });
  }

  function find(name, address, anyVersion) {
    return caches.open(name).then(function (cache) { return cache.match(address, { ignoreVary: true, ignoreSearch: anyVersion }); });
  }

  function plain(url) { return url.href.split("#")[0]; }

  function mayBeKept(url) { return PUBLIC.test(url.pathname) && !FORMS.test(url.pathname); }

  // What anybody may keep, and a page of which the server says that it shows no more than that.
  function mayKeep(answer) {
    var allowed = /\bpublic\b/.test(answer.headers.get("Cache-Control")) || answer.headers.has("Keep-On-Device");
    return allowed && answer.status === 200 && answer.type === "basic" && !answer.redirected;
  }

  function opened(url, answer) {
    return (answer && mayKeep(answer) ? keep(url, answer).catch(nothing) : Promise.resolve()).then(function () { return ready(url); });
  }

  // The newest is the last; what is over sixty goes, the oldest first.
  function keep(url, answer) {
    var address = plain(url), copy = answer.clone();
    return caches.open(PAGES).then(function (cache) {
      return cache.delete(address, { ignoreVary: true }).then(function () {
        return cache.put(address, answer);
      }).then(function () { return cache.keys(); }).then(function (kept) {
        return Promise.all(kept.slice(0, Math.max(0, kept.length - MOST)).map(function (one) { return cache.delete(one, { ignoreVary: true }); }));
      });
    }).then(function () { return complete(copy); });
  }

  // Keeps what a page is made of.
  function complete(answer) {
    return answer.text().then(function (text) {
      return Promise.all((text.match(/\/static\/[0-9a-f]{10}\/[\w.-]+/g) || []).map(function (address) { return asset(new Request(address)); }));
    });
  }

  // The page for when there is no network, and the list of what is kept, are fetched once a language and version, as anybody gets them.
  function ready(url) {
    return caches.open(ASSETS).then(function (cache) {
      return Promise.all(always(url).map(function (address) {
        return cache.match(address + "?VERSION", { ignoreVary: true }).then(function (kept) {
          return kept || fetch(address, { credentials: "omit", cache: "no-cache" }).then(function (answer) {
            var copy = answer.clone();
            if (mayKeep(answer)) return cache.delete(address, { ignoreVary: true, ignoreSearch: true }).then(function () {
              return cache.put(address + "?VERSION", answer);
            }).then(function () { return complete(copy); }).then(sweep);
          });
        });
      }));
    });
  }

  function always(url) {
    return ALWAYS.map(function (name) { return "/" + url.pathname.slice(1, 3) + "/" + name; });
  }

  // What no kept page is made of any more goes.
  function sweep() {
    return Promise.all([PAGES, ASSETS].map(function (name) {
      return caches.open(name).then(function (cache) { return cache.matchAll(); }).then(function (answers) {
        return Promise.all(answers.map(function (answer) { return answer.text(); }));
      });
    })).then(function (texts) {
      var all = texts.join();
      return caches.open(ASSETS).then(function (cache) {
        return cache.keys().then(function (kept) {
          return Promise.all(kept.map(function (one) {
            var path = new URL(one.url).pathname;
            if (ASSET.test(path) && all.indexOf(path) < 0) return cache.delete(one, { ignoreVary: true });
          }));
        });
      });
    });
  }

  function nothing() { return null; }
})(self);
