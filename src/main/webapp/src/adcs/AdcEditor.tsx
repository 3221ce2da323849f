import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, type Schemas, sendTagged, type Tagged } from '../api/client';
import { ApiError, hasStatus } from '../api/problem';
import { keys } from '../api/queries';
import { ErrorNotice } from '../components/ErrorNotice';
import { toast } from '../components/toastStore';
import { ChangedMeanwhile } from './ChangedMeanwhile';
import { AdcFields } from './form/AdcFields';
import { SaveBar } from './form/SaveBar';
import { UnsavedGuard } from './form/UnsavedGuard';
import { type AdcDocument, useAdcForm } from './form/useAdcForm';

type Adc = Tagged<Schemas['Adc']>;

interface Props {
  organisation: string;
  /** As last polled; may be newer than what is being edited. */
  current: Adc;
}

export function AdcEditor({ organisation, current }: Props) {
  const client = useQueryClient();
  const { id } = current.value;
  const [base, setBase] = useState(current);
  const form = useAdcForm(current.value.document);
  const [conflict, setConflict] = useState(false);
  const unsaved = useRef(false);
  unsaved.current = form.dirty;

  const start = (adc: Adc) => {
    setBase(adc);
    form.reset(adc.value.document);
  };
  const save = useMutation({
    mutationFn: ({ document, etag }: { document: AdcDocument; etag: string }) =>
      sendTagged(
        api.PUT('/organisations/{organisation}/adcs/{id}', {
          params: { path: { organisation, id }, header: { 'If-Match': etag } },
          body: document,
        }),
      ),
    onSuccess: (saved) => {
      setConflict(false);
      client.setQueryData(keys.adc(organisation, id), saved);
      start(saved);
      void client.invalidateQueries({ queryKey: keys.versions(organisation, id) });
      void client.invalidateQueries({ queryKey: keys.adcs(organisation) });
      toast(`Version ${saved.value.version} is on its way to the nodes.`);
    },
    onError: (error) => {
      if (hasStatus(error, 412)) setConflict(true);
      else if (error instanceof ApiError) {
        setConflict(false);
        form.refuse(error.problems);
      }
    },
  });

  // Somebody else saved and nothing is edited here: show theirs. With edits, the choice comes at saving.
  const isStale = current.value.version > base.value.version && !save.isPending;
  useEffect(() => {
    if (isStale && !form.dirty) start(current);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a newer version may trigger this
  }, [isStale, form.dirty, current.value.version]);

  const { error } = save;
  const isShown = hasStatus(error, 412) || (error instanceof ApiError && error.problems.length > 0);
  return (
    <>
      <UnsavedGuard unsaved={unsaved} />
      <AdcFields form={form} />
      {error && !isShown && <ErrorNotice error={error} />}
      <SaveBar
        form={form}
        action="Save"
        pending={save.isPending}
        canDiscard={form.dirty}
        onDiscard={() => {
          save.reset();
          start(current);
        }}
        onSave={() => {
          save.reset();
          if (form.attempt()) save.mutate({ document: form.document, etag: base.etag });
        }}
      />
      <ChangedMeanwhile
        organisation={organisation}
        base={base.value}
        opened={conflict}
        pending={save.isPending}
        onClose={() => setConflict(false)}
        onReload={(theirs) => {
          setConflict(false);
          save.reset();
          client.setQueryData(keys.adc(organisation, id), theirs);
          start(theirs);
        }}
        onOverwrite={(theirs) => save.mutate({ document: form.document, etag: theirs.etag })}
      />
    </>
  );
}
