import { useState } from 'preact/hooks';
import { Problem } from '../../api/problem';
import { useAction } from '../../hooks/useAction';
import { useEdit } from '../../hooks/useEdit';
import { announce } from '../../parts/announce';
import { Conflict } from '../../parts/Conflict';
import { Dialog } from '../../parts/Dialog';
import { Area } from '../../parts/Field';
import { Form } from '../../parts/Form';
import { ProblemBox } from '../../parts/ProblemBox';
import type { Stored } from '../../text/edit';
import { inOneForm, readJson } from '../../text/json';
import { Presets } from './Presets';
import { both, draftName, saveSchema, textsOf, type Schema, type Texts } from './schema';

interface SchemaFormProps {
  persona: string;
  schema: Schema;
  write: (work: () => Promise<void>) => Promise<void>;
}

/** The schema and the defaults as text, which is put in force over the version that was read, after a question. */
export function SchemaForm({ persona, schema, write }: SchemaFormProps) {
  const edit = useEdit<Texts>(draftName(persona), storedOf(schema));
  const { read, typed, theirs } = edit;
  const [asked, setAsked] = useState<{ texts: Texts; over: number | null } | null>(null);
  const close = () => setAsked(null);
  const keepMine = useAction(async (over: number | null) => setAsked({ texts: checked(typed), over }));

  const put = async ({ texts, over }: NonNullable<typeof asked>) => {
    await write(async () => edit.saved(texts, storedOf(await saveSchema(persona, texts, over))));
    close();
    announce('The schema is in force.');
  };

  return (
    <>
      <Presets unsaved={edit.changed ? typed : undefined} take={edit.type} />
      <Form submit="Put in force …" run={async () => setAsked({ texts: checked(typed), over: read.version })}>
        <Area
          label="JSON Schema"
          name="schema"
          rows={14}
          code
          typed={typed.schema}
          onText={(schema) => edit.type({ schema })}
          hint="Draft 2020-12, up to 64 KiB."
        />
        <Area
          label="Defaults (JSON)"
          name="defaults"
          rows={6}
          code
          typed={typed.defaults}
          onText={(defaults) => edit.type({ defaults })}
          hint="What holds where a document says nothing; it has to meet the schema."
        />
      </Form>
      {theirs && (
        <>
          <Conflict
            version={theirs.version}
            theirs={both(theirs.texts)}
            mine={both({ schema: inOneForm(typed.schema), defaults: inOneForm(typed.defaults) })}
            busy={keepMine.busy}
            takeTheirs={() => edit.take(theirs)}
            keepMine={() => void keepMine.run(theirs.version)}
          />
          <ProblemBox problem={keepMine.problem} />
        </>
      )}
      {asked && (
        <Dialog title={`Put the schema of ${persona} in force?`} onClose={close}>
          <Form submit="Put in force" cancel={close} run={() => put(asked)}>
            <p>Documents that break it stay as they are; their next write has to meet it.</p>
          </Form>
        </Dialog>
      )}
    </>
  );
}

const storedOf = (schema: Schema): Stored<Texts> => ({ version: schema.version, texts: textsOf(schema) });

/** The texts, which are JSON; else a problem with the field is thrown. */
function checked(texts: Texts): Texts {
  for (const [field, text] of Object.entries(texts)) {
    try {
      readJson(text);
    } catch (thrown) {
      throw new Problem(0, { detail: 'This is no JSON.', errors: [{ field, code: 'malformed_json', message: (thrown as Error).message }] });
    }
  }

  return texts;
}
