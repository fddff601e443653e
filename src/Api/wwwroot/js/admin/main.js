import { watchLine } from '../notice.js';
import { watchHealth } from './health.js';
import { reload, startViews } from './views.js';

watchLine(reload);
watchHealth();
startViews();
