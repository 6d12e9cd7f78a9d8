// SPDX-License-Identifier: GPL-3.0-or-later
// The gift card, a little more comfortable: the picture follows what is typed, the message counts its letters, a
// form is sent once, and who waits for the payment need not reload. All of it works without.
(() => {
  'use strict';

  const DELAY = 400;
  const LOOK_EVERY = 2500;
  const MOST_LOOKS = 90;

  const form = document.getElementById('gift-form');

  function follow() {
    let picture = document.getElementById('preview-picture');
    let timer = 0;
    let running = null;
    let shown = '';

    function show(card) {
      if (!picture) {
        picture = new Image(840, 592);
        picture.id = 'preview-picture';
        document.getElementById('preview-blank').replaceWith(picture);
      }
      picture.src = card.source;
      picture.alt = card.alt;
    }

    async function draw() {
      const fields = new URLSearchParams(new FormData(form));
      const wished = fields.toString();

      if (wished === shown) {
        return;
      }
      running?.abort();
      running = new AbortController();
      const mine = running;
      try {
        const answer = await fetch(form.dataset.preview, { method: 'POST', body: fields, signal: mine.signal });
        if (!answer.ok) {
          return;
        }
        const card = await answer.json();
        // Another may be under way meanwhile: what is older is not shown.
        if (mine === running) {
          show(card);
          shown = wished;
        }
      } catch (failure) {
        // The picture stays as it is; the form can be sent all the same.
      }
    }

    function soon() {
      clearTimeout(timer);
      timer = setTimeout(draw, DELAY);
    }

    form.addEventListener('input', soon);
    form.addEventListener('change', soon);
    document.getElementById('gift-preview').parentElement.remove();
    // What a browser has kept of a form that was left.
    window.addEventListener('pageshow', () => {
      if (form.elements.recipient_name.value || form.elements.message.value || form.elements.buyer_name.value) {
        soon();
      }
    });
  }

  function count() {
    const message = document.getElementById('message');
    const hint = document.getElementById('message-hint');

    function tell() {
      const left = Math.max(0, message.maxLength - [...message.value].length);
      hint.textContent = (left === 1 ? form.dataset.leftOne : form.dataset.left).replace('#', left);
    }

    message.addEventListener('input', tell);
    tell();
  }

  // The part of a choice that needs more than a click chooses it.
  function choose() {
    for (const [field, choice] of [['other_amount', 'choice-other'], ['service', 'choice-service']]) {
      document.getElementById(choice)?.addEventListener('change', () => document.getElementById(field).focus());
    }
  }

  function sendOnce(one) {
    let isSent = false;

    one.addEventListener('submit', event => {
      if (isSent) {
        event.preventDefault();
      }
      isSent = true;
      for (const button of one.querySelectorAll('button')) {
        button.setAttribute('aria-disabled', 'true');
      }
    });
    window.addEventListener('pageshow', () => {
      isSent = false;
      for (const button of one.querySelectorAll('button')) {
        button.removeAttribute('aria-disabled');
      }
    });
  }

  function wait() {
    let looks = 0;

    async function look() {
      looks += 1;
      try {
        const answer = await fetch(location.href, { cache: 'no-store' });
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const state = page.getElementById('order-state');
        if (answer.ok && state && !state.dataset.waiting) {
          location.replace(location.pathname);
          return;
        }
      } catch (failure) {
        // No network for a moment: the next look may have it.
      }
      if (looks < MOST_LOOKS) {
        setTimeout(look, LOOK_EVERY);
      }
    }

    setTimeout(look, LOOK_EVERY);
  }

  if (form) {
    follow();
    count();
    choose();
    sendOnce(form);
  }
  const orderForm = document.getElementById('order-form');
  if (orderForm) {
    sendOnce(orderForm);
  }
  if (document.getElementById('order-state')?.dataset.waiting) {
    wait();
  }
})();
