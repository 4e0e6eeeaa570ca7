/* Every line is optional: all pages work without it. Strict CSP, Trusted Types, browsers of 2019. */
(function (page, local) {
  "use strict";
  // What is wrong with a form is read first.
  var errors = page.querySelector(".errors");
  if (errors) errors.focus();

  // Filters stand open on wide screens.
  var filter = page.querySelector(".filter");
  if (filter && window.matchMedia("(min-width: 60em)").matches) filter.open = true;

  // A menu closes with Escape and with a click elsewhere.
  function close(event) {
    page.querySelectorAll(".menu[open]").forEach(function (menu) {
      if (event.key === "Escape" || (event.type === "click" && !menu.contains(event.target))) menu.open = false;
    });
  }
  ["keydown", "click"].forEach(function (kind) { page.addEventListener(kind, close); });

  // One press sends one form.
  page.addEventListener("submit", function (event) {
    var button = event.target.querySelector("[type=submit]");
    if (event.target.method !== "post") return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
    if (button) button.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", function () {
    page.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  // What is typed into a long form is kept on this device until it is sent, and offered when the form comes back empty.
  var form = page.querySelector("form[data-draft]");
  if (form && local) {
    var key = "draft:" + form.dataset.draft, kept = null, wait;
    var typed = function () {
      var values = {};
      [].forEach.call(form.elements, function (field) {
        if (!field.name || /^(hidden|file|password|submit)$/.test(field.type) || field.autocomplete === "off") return;
        if (/^(radio|checkbox)$/.test(field.type)) { if (field.checked) values[field.name + "=" + field.value] = true; }
        else if (field.value) values[field.name] = field.value;
      });
      return JSON.stringify(values);
    };
    try { kept = local.getItem(key); } catch (refused) { local = null; }
    if (kept && kept !== typed()) {
      var offer = form.querySelector("[data-offer]"), values = JSON.parse(kept);
      offer.hidden = false;
      offer.querySelector("button").addEventListener("click", function () {
        [].forEach.call(form.elements, function (field) {
          if (values[field.name]) field.value = values[field.name];
          else if (values[field.name + "=" + field.value]) field.checked = true;
        });
        offer.hidden = true;
      });
    }
    var keep = function () {
      clearTimeout(wait);
      try { local.setItem(key, typed()); } catch (full) { return; }
    };
    form.addEventListener("input", function () { clearTimeout(wait); wait = setTimeout(keep, 800); });
    form.addEventListener("submit", keep);  // or else the form that comes back offers older words than it shows
  }

  // Once all is sent, or somebody signs out, nothing of it stays on a device that may be shared.
  if (local && page.querySelector("[data-forget]")) {
    Object.keys(local).forEach(function (name) { if (name.indexOf("draft:") === 0) local.removeItem(name); });
  }

  // Opened public pages are kept for when there is no network (sw.js), until somebody signs out.
  var worker = navigator.serviceWorker;
  if (worker && window.caches && page.querySelector("[data-forget=all]")) {
    caches.keys().then(function (names) { names.forEach(function (name) { caches.delete(name); }); });
  }
  if (worker && !page.body.classList.contains("staff")) {
    var types = window.trustedTypes, address = { createScriptURL: function () { return "/sw.js"; } };
    worker.register(types ? types.createPolicy("worker", address).createScriptURL("") : "/sw.js").catch(function () { return null; });
    if (!worker.controller) worker.ready.then(function (here) { here.active.postMessage("open"); });
  }

  // Long work shows how far it is.
  if (page.querySelector("progress[data-running]")) setTimeout(function () { location.reload(); }, 2000);
})(document, (function () { try { return window.localStorage; } catch (refused) { return null; } })());
