import { Switch, Textarea } from '@mantine/core';
import { getAt, type Json } from '../../lib/pointer';
import { useForm, usePlace } from './formContext';
import { ListField, texts } from './ListField';
import { NumberField } from './NumberField';
import { parseNumbers, parseRanges, showRanges } from './ranges';
import { SelectField } from './SelectField';
import type { Group, Setting } from './settings';
import { TextField } from './TextField';

interface Props {
  pointer: string;
  group: Group;
  /** The object goes when nothing is left in it: saying nothing is what it then means. */
  prune?: boolean;
}

const standing = ['lines', 'flag'];

/** A group of settings: small fields in columns, switches and long texts in lines of their own. */
export function SettingFields({ pointer, group, prune = false }: Props) {
  const entries = Object.entries(group);
  const inLines = (wanted: boolean) =>
    entries
      .filter(([, { kind }]) => standing.includes(kind) === wanted)
      .map(([key, setting]) => <SettingField key={key} parent={pointer} name={key} setting={setting} prune={prune} />);
  const flags = entries.some(([, { kind }]) => kind === 'flag');
  const columns = inLines(false);
  return (
    <div className="settings">
      {flags && <div className="flags">{inLines(true)}</div>}
      {columns.length > 0 && <div className="fields">{columns}</div>}
      {!flags && inLines(true)}
    </div>
  );
}

interface FieldProps {
  parent: string;
  name: string;
  setting: Setting;
  prune: boolean;
}

function SettingField({ parent, name, setting, prune }: FieldProps) {
  const form = useForm();
  const pointer = `${parent}/${name}`;
  const set = (value: Json) => {
    const owner = getAt(form.draft, parent);
    const isLast = typeof owner === 'object' && owner !== null && Object.keys(owner).every((key) => key === name);
    form.set(value === undefined && prune && isLast ? parent : pointer, value);
  };
  const { label, hint } = setting;
  switch (setting.kind) {
    case 'number': {
      const { standard, unit } = setting;
      return (
        <NumberField
          pointer={pointer}
          label={unit ? `${label} (${unit})` : label}
          placeholder={typeof standard === 'number' ? standard.toLocaleString('en') : standard}
          description={hint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          onValue={set}
        />
      );
    }
    case 'text':
      return (
        <TextField
          pointer={pointer}
          label={label}
          placeholder={setting.standard}
          description={hint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          optional
          onValue={set}
        />
      );
    case 'choice':
      return (
        <SelectField
          pointer={pointer}
          label={label}
          options={setting.options}
          standard={setting.standard}
          onValue={(value) => set(value === setting.standard ? undefined : value)}
        />
      );
    case 'list':
      return (
        <ListField
          pointer={pointer}
          label={label}
          placeholder={setting.standard}
          description={hint}
          parse={setting.numbers ? parseNumbers : texts}
          onChange={set}
        />
      );
    case 'ranges':
      return (
        <ListField
          pointer={pointer}
          label={label}
          placeholder={setting.standard}
          description={hint}
          parse={parseRanges}
          show={showRanges}
          onChange={set}
        />
      );
    case 'flag':
      return <FlagField pointer={pointer} label={label} standard={setting.standard} hint={hint} onValue={set} />;
    case 'lines':
      return <LinesField pointer={pointer} label={label} standard={setting.standard} onValue={set} />;
  }
}

interface FlagProps {
  pointer: string;
  label: string;
  standard: boolean;
  hint: string | undefined;
  onValue: (value: Json) => void;
}

function FlagField({ pointer, label, standard, hint, onValue }: FlagProps) {
  const { value, error } = usePlace(pointer);
  return (
    <Switch
      data-pointer={pointer}
      label={label}
      description={hint}
      checked={typeof value === 'boolean' ? value : standard}
      error={error}
      onChange={(event) => {
        const { checked } = event.currentTarget;
        onValue(checked === standard ? undefined : checked);
      }}
    />
  );
}

interface LinesProps {
  pointer: string;
  label: string;
  standard: string | undefined;
  onValue: (value: Json) => void;
}

function LinesField({ pointer, label, standard, onValue }: LinesProps) {
  const { value, error } = usePlace(pointer);
  return (
    <Textarea
      data-pointer={pointer}
      label={label}
      placeholder={standard}
      autosize
      minRows={2}
      maxRows={14}
      spellCheck={false}
      classNames={{ input: 'mono' }}
      value={typeof value === 'string' ? value : ''}
      error={error}
      onChange={(event) => {
        const text = event.currentTarget.value;
        onValue(text === '' ? undefined : text);
      }}
    />
  );
}
