/* Looks whether documents arrived whole. A page from a folder has no WebCrypto, so SHA-256 (FIPS 180-4) is here; browsers of 2019. */
(function (page) {
  "use strict";
  var form = page.getElementById("check"), chosen = page.getElementById("files");
  if (!window.FileReader || !window.DataView || !form) return;
  form.hidden = false;

  // The first 32 bits of the fractional parts of the square and cube roots of the first primes.
  var START = [], ROUNDS = [];
  function bits(root) { return ((root - Math.floor(root)) * 4294967296) | 0; }
  for (var number = 2; ROUNDS.length < 64; number++) {
    var prime = true;
    for (var by = 2; by * by <= number; by++) if (number % by === 0) prime = false;
    if (!prime) continue;
    if (START.length < 8) START.push(bits(Math.pow(number, 1 / 2)));
    ROUNDS.push(bits(Math.pow(number, 1 / 3)));
  }

  function turned(word, by) { return (word >>> by) | (word << (32 - by)); }

  // Takes whole blocks of 64 octets into the state.
  function take(state, octets) {
    var view = new DataView(octets.buffer, octets.byteOffset), w = new Int32Array(64);
    for (var at = 0; at < octets.length; at += 64) {
      for (var i = 0; i < 64; i++) {
        if (i < 16) { w[i] = view.getInt32(at + i * 4); continue; }
        var a15 = w[i - 15], a2 = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (turned(a15, 7) ^ turned(a15, 18) ^ (a15 >>> 3)) + (turned(a2, 17) ^ turned(a2, 19) ^ (a2 >>> 10));
      }
      var a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
      for (i = 0; i < 64; i++) {
        var first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + w[i]) | 0;
        var second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g; g = f; f = e; e = (d + first) | 0; d = c; c = b; b = a; a = (first + second) | 0;
      }
      state[0] += a; state[1] += b; state[2] += c; state[3] += d; state[4] += e; state[5] += f; state[6] += g; state[7] += h;
    }
  }

  // The last blocks: what is left over, a mark, and how long it all was.
  function end(state, rest, size) {
    var last = new Uint8Array(rest.length < 56 ? 64 : 128), view = new DataView(last.buffer);
    last.set(rest);
    last[rest.length] = 128;
    view.setUint32(last.length - 8, Math.floor(size / 536870912));
    view.setUint32(last.length - 4, (size * 8) % 4294967296);
    take(state, last);
    return [].map.call(state, function (word) { return ("0000000" + (word >>> 0).toString(16)).slice(-8); }).join("");
  }

  // Reads a file a million octets at a time, so that a large one needs no more room than a small one.
  function hash(file, then) {
    var state = new Int32Array(START), PIECE = 1048576, at = 0;
    (function next() {
      var reader = new FileReader();
      reader.addEventListener("error", function () { then(""); });
      reader.addEventListener("load", function () {
        var octets = new Uint8Array(reader.result), whole = octets.length - octets.length % 64;
        at += octets.length;
        take(state, octets.subarray(0, whole));
        if (at < file.size && octets.length) return next();
        then(end(state, octets.subarray(whole), file.size));
      });
      reader.readAsArrayBuffer(file.slice(at, at + PIECE));
    })();
  }

  var lines = [].slice.call(page.querySelectorAll("[data-sha256]"));
  function show(line, kind) {
    var said = line.querySelector(".found");
    said.className = "found " + kind;
    said.textContent = form.dataset[kind];
  }
  chosen.addEventListener("change", function () {
    var waiting = [].slice.call(chosen.files), counted = page.getElementById("counted");
    counted.textContent = form.dataset.looking;
    (function next() {
      var file = waiting.shift();
      if (!file) {
        counted.textContent = form.dataset.counted.replace("{whole}", page.querySelectorAll(".found.whole").length).replace("{all}", lines.length);
        return;
      }
      hash(file, function (found) {
        var same = lines.filter(function (line) { return line.dataset.sha256 === found; });
        var named = lines.filter(function (line) { return line.dataset.name.normalize() === file.name.normalize(); });
        same.forEach(function (line) { show(line, "whole"); });
        if (!same.length) named.forEach(function (line) { show(line, "damaged"); });
        next();
      });
    })();
  });
})(document);
