import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

// Of a page that was just loaded the focus stays where the browser puts it.
let loaded = true;

/** From now on whoever comes to a view comes from another. */
export function leaveFirstView(): void {
  loaded = false;
}

/** To the title of the view: where the focus was is nothing any more. What is looked at stays in sight. */
export function focusTitle(): void {
  document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
}

interface PageProps {
  title: string;
  lead?: ComponentChildren;
  /** What can be done on this page, beside its title. */
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** A view. Who comes to it by a link finds the focus on its title, as on a page that was loaded. */
export function Page({ title, lead, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} – Console`;
  }, [title]);

  useEffect(() => {
    if (!loaded) {
      heading.current?.focus();
      scrollTo(0, 0);
    }
    leaveFirstView();
  }, []);

  return (
    <>
      <div class="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions && <div class="actions">{actions}</div>}
      </div>
      {lead && <p class="lead">{lead}</p>}
      {children}
    </>
  );
}

interface SectionProps {
  title: string;
  actions?: ComponentChildren;
  children: ComponentChildren;
}

export function Section({ title, actions, children }: SectionProps) {
  return (
    <section class="card">
      <div class="section-head">
        <h2>{title}</h2>
        {actions && <div class="actions">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
