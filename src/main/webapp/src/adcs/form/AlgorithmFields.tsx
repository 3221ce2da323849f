import { getAt, type Json } from '../../lib/pointer';
import { useForm } from './formContext';
import { NumberField } from './NumberField';
import { SelectField } from './SelectField';
import { TextField } from './TextField';

const algorithms = [
  { value: 'powerOfTwo', label: 'Power of two choices' },
  { value: 'roundRobin', label: 'Round robin' },
  { value: 'leastConnections', label: 'Least connections' },
  { value: 'consistentHash', label: 'Consistent hash' },
  { value: 'random', label: 'Random' },
];

const sources = [
  { value: 'clientAddress', label: 'the visitor’s address' },
  { value: 'header', label: 'a header' },
  { value: 'cookie', label: 'a cookie' },
  { value: 'path', label: 'the path' },
];

export function AlgorithmFields({ pointer }: { pointer: string }) {
  const form = useForm();
  const pool = getAt(form.draft, pointer);
  const key = getAt(pool, '/hashKey');
  const source = getAt(key, '/source');
  // Only a consistent hash has a key, and it needs one.
  const choose = (algorithm: string) => {
    const { hashKey, ...rest } = Object(pool) as Record<string, Json>;
    const hashed = algorithm === 'consistentHash' ? { hashKey: hashKey ?? { source: 'clientAddress' } } : {};
    form.set(pointer, { ...rest, algorithm, ...hashed });
  };
  return (
    <>
      <SelectField
        pointer={`${pointer}/algorithm`}
        label="Algorithm"
        options={algorithms}
        standard="powerOfTwo"
        onValue={choose}
      />
      {key !== undefined && (
        <>
          <SelectField
            pointer={`${pointer}/hashKey/source`}
            label="Hash of"
            options={sources}
            standard="clientAddress"
            onValue={(chosen) => {
              const isNamed = chosen === 'header' || chosen === 'cookie';
              const bound = getAt(key, '/boundPercent');
              form.set(`${pointer}/hashKey`, {
                source: chosen,
                ...(isNamed ? { name: getAt(key, '/name') ?? '' } : {}),
                ...(bound === undefined ? {} : { boundPercent: bound }),
              });
            }}
          />
          {(source === 'header' || source === 'cookie') && (
            <TextField pointer={`${pointer}/hashKey/name`} label={`Name of the ${source}`} />
          )}
          <NumberField
            pointer={`${pointer}/hashKey/boundPercent`}
            label="Load bound (% of average)"
            placeholder="125"
          />
        </>
      )}
    </>
  );
}
