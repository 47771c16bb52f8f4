import type { ComponentChildren } from 'preact';
import { useContext, useId } from 'preact/hooks';
import { FormProblem } from './Form';

interface Labelled {
  label: string;
  name: string;
  hint?: ComponentChildren;
}

/** The attributes of a text field that the forms here use. What is typed stays typed: `value` is what the field begins with. */
interface Input {
  type?: 'text' | 'email' | 'password' | 'number' | 'date' | 'datetime-local' | 'search';
  value?: string | number;
  autocomplete?: 'off' | 'username' | 'email' | 'current-password' | 'new-password' | 'one-time-code' | 'name';
  inputMode?: 'numeric' | 'decimal';
  min?: number | string;
  max?: number | string;
  step?: number | 'any';
  maxLength?: number;
  onInput?: (event: { currentTarget: HTMLInputElement }) => void;
}

interface AreaInput {
  /** What the field begins with. */
  value?: string;
  /** Where the view keeps what is typed: what is in the field, and who is told of each change. */
  typed?: string;
  onText?: (text: string) => void;
  rows?: number;
  maxLength?: number;
  /** A text for machines. */
  code?: boolean;
}

interface SelectInput {
  options: readonly (readonly [value: string, text: string])[];
  value?: string;
  chosen?: (value: string) => void;
}

interface CheckInput {
  checked?: boolean;
}

/** The attributes that tie a field to its hint and to what the service said of it. */
function useField({ name, hint }: Labelled) {
  const id = useId();
  const error = useContext(FormProblem)?.field(name);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');

  return {
    error,
    attributes: { id, name, ...(described ? { 'aria-describedby': described } : {}), ...(error ? { 'aria-invalid': true } : {}) },
    id,
  };
}

function Notes({ id, hint, error }: { id: string; hint: ComponentChildren | undefined; error: string | undefined }) {
  return (
    <>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  );
}

function Around({ id, label, hint, error, children }: { id: string; label: string; hint?: ComponentChildren; error: string | undefined; children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      <Notes id={id} hint={hint} error={error} />
    </div>
  );
}

export function Field({ label, name, hint, value, ...input }: Labelled & Input) {
  const { id, error, attributes } = useField({ label, name, hint });
  return (
    <Around id={id} label={label} hint={hint} error={error}>
      <input {...(input as object)} {...attributes} defaultValue={value === undefined ? '' : String(value)} />
    </Around>
  );
}

export function Area({ label, name, hint, value, typed, onText, code, ...area }: Labelled & AreaInput) {
  const { id, error, attributes } = useField({ label, name, hint });
  const onInput = onText && (({ currentTarget }: { currentTarget: HTMLTextAreaElement }) => onText(currentTarget.value));
  return (
    <Around id={id} label={label} hint={hint} error={error}>
      <textarea {...(area as object)} {...attributes} {...(code ? { class: 'code', spellcheck: false } : {})} {...(onInput ? { value: typed, onInput } : { defaultValue: value ?? '' })} />
    </Around>
  );
}

export function Select({ label, name, hint, options, value, chosen }: Labelled & SelectInput) {
  const { id, error, attributes } = useField({ label, name, hint });
  return (
    <Around id={id} label={label} hint={hint} error={error}>
      <select {...attributes} onChange={({ currentTarget }) => chosen?.(currentTarget.value)}>
        {options.map(([of, text]) => (
          <option key={of} value={of} {...{ defaultSelected: value === of }}>
            {text}
          </option>
        ))}
      </select>
    </Around>
  );
}

export function Check({ label, name, hint, checked }: Labelled & CheckInput) {
  const { id, error, attributes } = useField({ label, name, hint });
  return (
    <div class="field check">
      <input type="checkbox" {...attributes} defaultChecked={checked ?? false} />
      <label for={id}>{label}</label>
      <Notes id={id} hint={hint} error={error} />
    </div>
  );
}
