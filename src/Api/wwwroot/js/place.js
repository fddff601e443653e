/** Which part of the page is looked at, shown in the list of its parts. */
export function watchPlace() {
  const links = new Map([...document.querySelectorAll('nav a')].map(link => [document.querySelector(link.hash), link]));
  // A band a third down the window: what lies in it is read.
  const watcher = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) links.get(target).setAttribute('aria-current', 'true');
      else links.get(target).removeAttribute('aria-current');
    }
  }, { rootMargin: '-33% 0px -66%' });
  for (const part of links.keys()) watcher.observe(part);
}
