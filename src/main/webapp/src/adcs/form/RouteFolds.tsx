import { Stack } from '@mantine/core';
import { getAt } from '../../lib/pointer';
import { ConditionsTable } from './ConditionsTable';
import { Fold } from './Fold';
import { useForm } from './formContext';
import { HeaderChangesTable } from './HeaderChangesTable';
import { ListField } from './ListField';
import { PlaceError } from './PlaceError';
import { SelectField } from './SelectField';
import { SettingFields } from './SettingFields';
import { type Group, retry } from './settings';
import { TextField } from './TextField';

const statuses = [
  { value: '301', label: '301 Moved Permanently' },
  { value: '302', label: '302 Found' },
  { value: '303', label: '303 See Other' },
  { value: '307', label: '307 Temporary Redirect' },
  { value: '308', label: '308 Permanent Redirect' },
];

const rewriteTexts: Group = {
  path: { kind: 'text', label: 'Path to the server', standard: 'as it came', hint: 'in place of what matched' },
  host: { kind: 'text', label: 'Host to the server', standard: 'as it came' },
};

export function RouteFolds({ pointer, isRedirect }: { pointer: string; isRedirect: boolean }) {
  const conditions = ['hosts', 'methods', 'headers', 'cookies'].map((key) => `${pointer}/${key}`);
  return (
    <>
      {isRedirect && <RedirectFields pointer={`${pointer}/redirect`} />}
      <div className="inline-folds">
        <Fold label="Only some requests" pointers={conditions} note="hosts, methods, headers, cookies">
          <Stack gap="sm">
            <div className="fields wide">
              <ListField
                pointer={`${pointer}/hosts`}
                label="Hosts"
                placeholder="any, or shop.example, *.shop.example"
              />
              <ListField pointer={`${pointer}/methods`} label="Methods" placeholder="any, or GET, HEAD" />
            </div>
            <ConditionsTable pointer={`${pointer}/headers`} what="header" />
            <ConditionsTable pointer={`${pointer}/cookies`} what="cookie" />
          </Stack>
        </Fold>
        {!isRedirect && <RewriteFold pointer={`${pointer}/rewrite`} />}
        {!isRedirect && (
          <Fold label="Retries of its own" pointers={[`${pointer}/retry`]} note="otherwise the pool’s">
            <PlaceError pointer={`${pointer}/retry`} />
            <SettingFields pointer={`${pointer}/retry`} group={retry} prune />
          </Fold>
        )}
      </div>
    </>
  );
}

function RedirectFields({ pointer }: { pointer: string }) {
  const form = useForm();
  const status = getAt(form.draft, `${pointer}/status`);
  return (
    <div className="sub row-line pair">
      <TextField
        pointer={`${pointer}/location`}
        label="Location"
        description="{scheme}, {host}, {path}, {query} and names of the path are filled in"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
      <SelectField
        pointer={`${pointer}/status`}
        label="Status"
        options={statuses}
        standard={typeof status === 'number' ? String(status) : '302'}
        onValue={(chosen) => form.set(`${pointer}/status`, Number(chosen))}
      />
    </div>
  );
}

function RewriteFold({ pointer }: { pointer: string }) {
  const form = useForm();
  // A rewrite of nothing is refused: with the last change the whole of it goes.
  const forget = (key: string) => {
    const rest = Object.keys(Object(getAt(form.draft, pointer)) as object).filter((each) => each !== key);
    form.set(rest.length === 0 ? pointer : `${pointer}/${key}`, undefined);
  };
  return (
    <Fold label="Rewrite" pointers={[pointer]} note="path, host and headers">
      <PlaceError pointer={pointer} />
      <Stack gap="sm">
        <SettingFields pointer={pointer} group={rewriteTexts} prune />
        <HeaderChangesTable
          pointer={`${pointer}/requestHeaders`}
          of="request"
          onEmpty={() => forget('requestHeaders')}
        />
        <HeaderChangesTable
          pointer={`${pointer}/responseHeaders`}
          of="response"
          onEmpty={() => forget('responseHeaders')}
        />
      </Stack>
    </Fold>
  );
}
