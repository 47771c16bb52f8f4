import type { FunctionComponent } from 'preact';
import { useResource } from '../hooks/useResource';
import { Problem } from '../api/problem';
import { ProblemBox } from './ProblemBox';

/** A view whose code is loaded when it is first shown. */
export function lazy<P extends object>(load: () => Promise<FunctionComponent<P>>): FunctionComponent<P> {
  let loaded: FunctionComponent<P> | undefined;

  const loadOnce = async () => {
    try {
      return { view: (loaded ??= await load()) };
    } catch {
      // After an update the file of that name is no longer there.
      throw new Problem(0, { detail: 'This part of the page cannot be loaded; perhaps the service was updated. Load the page again.' });
    }
  };

  return function Lazy(props: P) {
    const resource = useResource(loadOnce, []);
    const View = loaded ?? resource.data?.view;
    return View ? <View {...props} /> : resource.problem ? <ProblemBox problem={resource.problem} retry={() => location.reload()} /> : <p class="empty">Loading…</p>;
  };
}
