/* Passkeys: asks the browser to make or to show one and sends what it answers with the form around the button. */
(function (page) {
  "use strict";
  if (!window.PublicKeyCredential || !window.fetch) return;

  function octets(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); });
  }
  function text(buffer) {
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  // What is text in JSON is octets for the browser, and the other way round.
  function asked(options) {
    options.challenge = octets(options.challenge);
    if (options.user) options.user.id = octets(options.user.id);
    [options.excludeCredentials, options.allowCredentials].forEach(function (keys) {
      (keys || []).forEach(function (key) { key.id = octets(key.id); });
    });
    return options;
  }
  function answered(key) {
    var response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (part) {
      if (key.response[part]) response[part] = text(key.response[part]);
    });
    return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, response: response });
  }

  page.querySelectorAll("[data-without-passkeys]").forEach(function (said) { said.hidden = true; });
  page.querySelectorAll("form[data-passkey]").forEach(function (form) {
    var failed = form.querySelector("[role=alert]"), busy = false;
    form.hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      event.stopPropagation();
      if (busy) return;
      busy = true;
      failed.hidden = true;
      fetch(form.dataset.options, {
        method: "POST",
        credentials: "same-origin",
        body: new URLSearchParams({ csrf_token: form.elements.csrf_token.value })
      }).then(function (response) {
        if (!response.ok) throw new Error(response.status);
        return response.json();
      }).then(function (options) {
        return navigator.credentials[form.dataset.passkey]({ publicKey: asked(options) });
      }).then(function (key) {
        form.elements.answer.value = answered(key);
        form.submit();
      }).catch(function () {
        busy = false;
        failed.hidden = false;
      });
    });
  });
})(document);
