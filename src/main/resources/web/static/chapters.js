// On a narrow screen the chapters stand on one line that is longer than the screen: shows the one that is open.
(function () {
  'use strict';
  document.querySelectorAll('.chapters [aria-current]').forEach((here) => {
    const line = here.closest('ol');
    line.scrollLeft = here.offsetLeft - line.offsetLeft - (line.clientWidth - here.offsetWidth) / 2;
  });
})();
