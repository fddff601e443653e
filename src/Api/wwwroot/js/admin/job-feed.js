import { ask, send } from '../api.js';
import { eventsOf } from '../events.js';
import { repeat } from './place.js';

const EVERY = 5000;
const MOST = 30;

/**
 * The newest jobs, whoever runs them, followed while anyone watches: the list now and then, what is active by its own
 * events. Says `change` when anything is other than before; `error` with the problem when it can't be read.
 */
class JobFeed extends EventTarget {
  /** The jobs, newest first; null before the first answer. */
  jobs = null;
  #watchers = 0;
  #stop = null;
  #followed = new Map();

  /** The job of a kind that is queued or running. */
  active = kind => this.jobs?.find(job => job.kind === kind && isActive(job));

  /** Follows until the returned function is called. */
  watch() {
    if (this.#watchers++ === 0) this.#stop = repeat(() => this.load(), EVERY);
    else this.load();
    return () => {
      if (--this.#watchers > 0) return;
      this.#stop();
      for (const leave of this.#followed.values()) leave.abort();
      this.#followed.clear();
    };
  }

  /** Reads the list; whether it could. */
  async load() {
    try {
      const { jobs } = await ask(`/v1/jobs?limit=${MOST}`);
      this.jobs = jobs;
      this.dispatchEvent(new Event('change'));
      for (const job of jobs.filter(isActive)) this.#follow(job.id);
      return true;
    } catch (error) {
      this.dispatchEvent(Object.assign(new Event('error'), { problem: error }));
      return false;
    }
  }

  /** Starts one: `path` as the service names it. */
  async start(path, body) {
    this.#take(await ask(path, { method: 'POST', body }));
  }

  /** Asks one to stop. */
  async cancel(id) {
    this.#take(await ask(`/v1/jobs/${encodeURIComponent(id)}/cancel`, { method: 'POST' }));
  }

  #take(job) {
    const at = this.jobs?.findIndex(known => known.id === job.id) ?? -1;
    this.jobs = at < 0 ? [job, ...this.jobs ?? []] : this.jobs.with(at, job);
    this.dispatchEvent(new Event('change'));
    if (isActive(job)) this.#follow(job.id);
  }

  async #follow(id) {
    if (this.#followed.has(id) || this.#watchers === 0) return;
    const leave = new AbortController();
    this.#followed.set(id, leave);
    try {
      for await (const { data } of eventsOf(await send(`/v1/jobs/${encodeURIComponent(id)}/events`, { signal: leave.signal }))) this.#take(data);
    } catch {
      // The list is asked for again anyway, and takes it up.
    } finally {
      if (this.#followed.get(id) === leave) this.#followed.delete(id);
    }
  }
}

export const isActive = job => job.state === 'queued' || job.state === 'running';

export const jobFeed = new JobFeed();
