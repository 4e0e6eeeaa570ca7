/* What is kept on this device: keeps a handbook on request, lists all that is kept, and takes it away. Browsers of 2019. */
(function (page) {
  "use strict";
  if (!window.caches || !navigator.serviceWorker) return;

  function size(octets, form) {
    var mega = octets >= 1000000, number = mega ? Math.round(octets / 100000) / 10 : Math.max(1, Math.round(octets / 1000));
    return (mega ? form.dataset.mb : form.dataset.kb).replace("{number}", number.toLocaleString(page.documentElement.lang));
  }

  // "Keep on this phone" beside a file.
  page.querySelectorAll("button[data-keep]").forEach(function (button) {
    var said = page.getElementById(button.getAttribute("aria-describedby")), address = new URL(button.dataset.keep, location).href;
    function is(kept) {
      button.textContent = kept ? button.dataset.remove : button.dataset.add;
      button.dataset.kept = kept ? "1" : "";
    }
    caches.open("kept").then(function (cache) {
      return cache.match(address, { ignoreVary: true }).then(function (kept) { is(kept); button.hidden = false; }).then(function () {
        button.addEventListener("click", function () {
          if (button.dataset.kept) return cache.delete(address, { ignoreVary: true }).then(function () { is(false); said.textContent = ""; });
          button.disabled = true;
          said.textContent = said.dataset.coming;
          fetch(address, { cache: "reload" }).then(function (answer) {
            if (!answer.ok || /no-store|private/.test(answer.headers.get("Cache-Control"))) throw new Error(answer.status);
            return cache.put(address, answer);
          }).then(function () { is(true); said.textContent = said.dataset.done; }, function () { said.textContent = said.dataset.failed; })
            .then(function () { button.disabled = false; });
        });
      });
    }).catch(function () { button.hidden = true; });
  });

  // The page that lists what is kept.
  var list = page.querySelector("[data-kept-list]");
  if (!list) return;
  var room = page.querySelector("[data-room]");
  function plain(text) {
    var letters = { amp: "&", lt: "<", gt: ">", "#34": '"', "#39": "'" };
    return text.replace(/&(amp|lt|gt|#34|#39);/g, function (whole, name) { return letters[name]; }).trim();
  }
  function told(name, request) {
    return caches.open(name).then(function (cache) {
      return cache.match(request, { ignoreVary: true }).then(function (answer) {
        return answer.blob().then(function (body) {
          if (name === "kept") return { octets: body.size, title: decodeURIComponent(request.url.split("/").pop()) };
          return new Response(body).text().then(function (text) {
            var found = (/<title>([^<]*)/.exec(text) || [])[1];
            return { octets: body.size, title: found ? plain(found) : request.url };
          });
        });
      });
    });
  }
  function line(name, request) {
    return told(name, request).then(function (one) {
      var item = page.createElement("li"), link = page.createElement("a"), how = page.createElement("span"), button = page.createElement("button");
      item.className = "row";
      link.href = request.url;
      link.dir = "auto";
      link.textContent = one.title;
      how.textContent = size(one.octets, list);
      how.className = "muted small";
      button.type = "button";
      button.className = "btn link";
      button.textContent = list.dataset.remove;
      button.setAttribute("aria-label", list.dataset.remove + ": " + one.title);
      button.addEventListener("click", function () {
        caches.open(name).then(function (cache) { return cache.delete(request, { ignoreVary: true }); }).then(show);
      });
      item.append(link, how, button);
      return item;
    });
  }
  function show() {
    return caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) { return /^(kept|pages-)/.test(name); }).sort().map(function (name) {
        return caches.open(name).then(function (cache) { return cache.keys(); }).then(function (requests) {
          return Promise.all(requests.map(function (request) { return line(name, request); }));
        });
      }));
    }).then(function (lines) {
      var all = [].concat.apply([], lines);
      while (list.firstChild) list.removeChild(list.firstChild);
      all.forEach(function (one) { list.appendChild(one); });
      page.querySelector("[data-none]").hidden = all.length > 0;
      page.querySelector("[data-all]").hidden = all.length === 0;
      return navigator.storage && navigator.storage.estimate ? navigator.storage.estimate() : null;
    }).then(function (found) {
      if (found && found.quota) room.textContent = room.dataset.room.replace("{used}", size(found.usage, list)).replace("{room}", size(found.quota, list));
    });
  }
  page.querySelector("[data-without-script]").hidden = true;
  page.querySelector("[data-all]").addEventListener("click", function () {
    caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) { return /^(kept|pages-)/.test(name); }).map(function (name) { return caches.delete(name); }));
    }).then(show);
  });
  show();
})(document);
