import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { go, usePlace } from '../routing/router';
import { Form, type Values } from './Form';

interface FilterProps {
  submit: string;
  /** Where the view is that shows what was asked for. */
  address: (values: Values) => string;
  children: ComponentChildren;
}

/** A form that asks by the address, and whose fields begin with what the address says: on the way back, too. */
export function Filter({ submit, address, children }: FilterProps) {
  const { query } = usePlace();
  const around = useRef<HTMLDivElement>(null);
  const asked = useRef(false);
  const key = query.toString();

  useEffect(() => {
    // The form is a new one now; whoever sent the old one is still at its button.
    if (asked.current) {
      asked.current = false;
      around.current?.querySelector<HTMLElement>('[type=submit]')?.focus();
    }
  }, [key]);

  return (
    <div ref={around}>
      <Form
        key={key}
        submit={submit}
        run={async (values) => {
          const next = address(values);
          asked.current = new URL(next, location.href).search !== location.search;
          go(next);
        }}
      >
        {children}
      </Form>
    </div>
  );
}
