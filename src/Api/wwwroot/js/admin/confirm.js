import { button, element } from '../dom.js';

/** Asks before something that can't be taken back; answers whether to. */
export const confirmed = (title, text, yes, no = 'Leave it') => new Promise(answer => {
  const dialog = element('dialog', { 'aria-labelledby': 'confirm-heading', 'aria-describedby': 'confirm-text' },
    element('h2', { id: 'confirm-heading' }, title),
    element('p', { id: 'confirm-text' }, text),
    element('div', { class: 'actions' },
      button(no, () => dialog.close(), { autofocus: true }),
      button(yes, () => dialog.close('yes'), { class: 'danger' })));
  dialog.addEventListener('close', () => {
    dialog.remove();
    answer(dialog.returnValue === 'yes');
  });
  document.body.append(dialog);
  dialog.showModal();
});
