import { useMemo, useState } from 'preact/hooks';
import { api } from '../../api/api';
import type { UserStatus } from '../../api/types';
import { keepDraft } from '../../drafts';
import { announce } from '../../parts/announce';
import { Dialog } from '../../parts/Dialog';
import { Area, Check, Field, Select } from '../../parts/Field';
import { Form, type Values } from '../../parts/Form';
import { retryKeys } from '../../text/random';
import { statuses } from '../users/Users';

const draft = 'message to many';

/** Writes a message to all that a filter finds. */
export function Compose({ sent }: { sent: () => Promise<void> }) {
  const [asked, setAsked] = useState<(() => Promise<void>) | null>(null);
  const [turn, setTurn] = useState(0);
  const keys = useMemo(retryKeys, []);

  const send = async (values: Values) => {
    const body = bodyOf(values);
    const key = keys.of(body);

    setAsked(() => async () => {
      await api.post('/api/v1/admin/messages', { body, headers: { 'Idempotency-Key': key } });
      keys.done();
      setAsked(null);
      keepDraft(draft, undefined);
      setTurn((number) => number + 1);
      announce('The message is on its way.');
      await sent();
    });
  };

  return (
    <>
      <Form key={turn} draft={draft} submit="Send …" run={send}>
        <Field label="Title" name="title" maxLength={120} autocomplete="off" />
        <Area label="Text" name="text" rows={4} maxLength={4000} />
        <Check label="Mail it too, where users' settings have it so" name="email" />
        <fieldset>
          <legend>To whom? All that is said here holds for them; nothing said is everybody.</legend>
          <div class="columns">
            <Select label="Status" name="status" options={statuses} />
            <Field label="Role" name="role" autocomplete="off" />
            <Field label="E-mail begins with" name="prefix" autocomplete="off" />
            <Field label="Made after" name="created_after" type="datetime-local" />
          </div>
        </fieldset>
      </Form>
      {asked && (
        <Dialog title="Send the message?" onClose={() => setAsked(null)}>
          <Form submit="Send" cancel={() => setAsked(null)} run={asked}>
            <p>It goes to all that the filter finds. It can be called off while it is being sent, but whoever has it keeps it.</p>
          </Form>
        </Dialog>
      )}
    </>
  );
}

function bodyOf(values: Values) {
  const created_after = values.time('created_after');

  return {
    title: values.text('title'),
    text: values.text('text'),
    email: values.checked('email'),
    filter: {
      status: values.optional('status') as UserStatus | null,
      role: values.optional('role'),
      email: values.optional('prefix'),
      ...(created_after ? { created_after } : {}),
    },
  };
}
