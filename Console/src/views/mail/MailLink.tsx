import { useEffect, useRef, useState } from 'preact/hooks';
import { session } from '../../api/session';
import { enter } from '../../app/start';
import { Form } from '../../parts/Form';
import { base } from '../../routing/router';
import { purposeOf } from './purposes';

/** Where the links in mails lead. A mail program that opens them uses nothing up: it takes a click. */
export function MailLink({ token }: { token: string }) {
  const [done, setDone] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const purpose = purposeOf(token);
  const title = !purpose ? 'This link is not whole' : done ? purpose.done : purpose.title;

  useEffect(() => {
    document.title = `${title} – Console`;
    heading.current?.focus();
  }, [title]);

  return (
    <main class="sign-in">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {!purpose && <p>Copy it from the mail once more, from its beginning to its end.</p>}
      {purpose && !done && (
        <Form
          submit={purpose.submit}
          run={async (values) => {
            await purpose.run(token, values);
            setDone(true);

            // A new password ends the session of this browser too.
            if (session.get().state === 'in') {
              await enter().catch(() => undefined);
            }
          }}
        >
          {purpose.fields}
        </Form>
      )}
      {(!purpose || done) && (
        <p>
          <a href={base}>To the console</a>
        </p>
      )}
    </main>
  );
}
