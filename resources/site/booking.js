/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes booking quicker for who has scripts; without this file everything works by links and forms. */
(function () {
  'use strict';

  var english = document.documentElement.lang === 'en';
  var space = '\u00a0';

  /* As the server writes them. */
  function writeMoney(cents) {
    var euros = Math.floor(cents / 100), rest = cents % 100;
    var tail = rest ? (rest < 10 ? '0' : '') + rest : '';
    if (english) {
      return '€' + String(euros).replace(/\B(?=(\d{3})+$)/g, ',') + (tail && '.' + tail);
    }
    return String(euros).replace(/\B(?=(\d{3})+$)/g, '\u202f') + (tail && ',' + tail) + space + '€';
  }

  function writeLength(minutes) {
    var hours = Math.floor(minutes / 60), rest = minutes % 60;
    if (!hours) {
      return rest + space + 'min';
    }
    return hours + space + 'h' + (rest ? space + (rest < 10 ? '0' : '') + rest : '');
  }

  /* The total of the services that are ticked. */
  function addUp() {
    var form = document.getElementById('services-form');
    var line = document.getElementById('services-total');
    var minutes = 0, cents = 0, boxes;
    if (!form || !line) {
      return;
    }
    boxes = form.querySelectorAll('input[type=checkbox]:checked');
    Array.prototype.forEach.call(boxes, function (box) {
      minutes += Number(box.dataset.minutes);
      cents += Number(box.dataset.cents);
    });
    line.hidden = !boxes.length;
    line.textContent = line.dataset.total.replace('%l', writeLength(minutes)).replace('%p', writeMoney(cents));
  }

  /* Another month or day: the part of the page that changes is fetched. Whatever goes wrong, the link is followed. */
  var asked = 0;

  function show(address, focus, keep) {
    var mine = ++asked;
    var plain = address.split('#')[0];
    window.fetch(plain, { credentials: 'omit' }).then(function (answer) {
      if (!answer.ok) {
        throw new Error(answer.status);
      }
      return answer.text();
    }).then(function (text) {
      var other, part, target;
      if (mine !== asked) {
        return;
      }
      other = new DOMParser().parseFromString(text, 'text/html');
      part = other.getElementById('booking-days');
      document.getElementById('booking-days').replaceWith(document.adoptNode(part));
      Array.prototype.forEach.call(document.querySelectorAll('a[hreflang]'), function (link) {
        var same = other.querySelector('a[hreflang="' + link.hreflang + '"]');
        if (same) {
          link.setAttribute('href', same.getAttribute('href'));
        }
      });
      if (!keep) {
        window.history.pushState({}, '', plain);
      }
      target = focus && document.getElementById(focus);
      if (target) {
        target.focus({ preventScroll: true });
        target.scrollIntoView({ block: 'nearest' });
      }
    }).catch(function () {
      if (mine === asked) {
        window.location.href = address;
      }
    });
  }

  function follow(event) {
    var link = event.target.closest && event.target.closest('#booking-days a');
    var is_plain = !event.defaultPrevented && !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey &&
      !event.altKey;
    if (!link || !is_plain || !window.fetch || !window.DOMParser) {
      return;
    }
    if (link.classList.contains('day') || link.parentNode.parentNode.classList.contains('slots-days')) {
      event.preventDefault();
      show(link.href, 'times');
    } else if (link.classList.contains('month-step')) {
      event.preventDefault();
      show(link.href, link.id);
    }
  }

  /* A form that is on its way is not sent again; who comes back may send it once more, and the server knows it. */
  function guard(event) {
    var form = event.target;
    if (!form.hasAttribute('data-once')) {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'yes';
    form.setAttribute('aria-busy', 'true');
    // Who has stopped the page, or waits for an answer that is lost, may press again.
    window.setTimeout(release, 4000);
  }

  function release() {
    Array.prototype.forEach.call(document.querySelectorAll('form[data-once]'), function (form) {
      delete form.dataset.sent;
      form.removeAttribute('aria-busy');
    });
    addUp();
  }

  function begin() {
    var notice = document.getElementById('booking-notice');
    Array.prototype.forEach.call(document.querySelectorAll('[data-print]'), function (button) {
      button.hidden = false;
      button.addEventListener('click', function () { window.print(); });
    });
    if (notice) {
      notice.focus();
    }
    addUp();
  }

  document.addEventListener('change', addUp);
  document.addEventListener('click', follow);
  document.addEventListener('submit', guard);
  window.addEventListener('pageshow', release);
  window.addEventListener('popstate', function () {
    if (document.getElementById('booking-days')) {
      show(window.location.href, null, true);
    }
  });
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', begin);
  } else {
    begin();
  }
}());
