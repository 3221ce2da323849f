import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, sendTagged } from '../api/client';
import { ApiError } from '../api/problem';
import { keys } from '../api/queries';
import { ErrorNotice } from '../components/ErrorNotice';
import { Page } from '../components/Page';
import { toast } from '../components/toastStore';
import { useOrganisation } from '../lib/useOrganisation';
import { AdcFields } from './form/AdcFields';
import { newDocument } from './form/newDocument';
import { SaveBar } from './form/SaveBar';
import { UnsavedGuard } from './form/UnsavedGuard';
import { type AdcDocument, useAdcForm } from './form/useAdcForm';

export function AdcCreate() {
  const organisation = useOrganisation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [start] = useState(newDocument);
  const form = useAdcForm(start);
  const unsaved = useRef(false);
  unsaved.current = form.dirty;

  const create = useMutation({
    mutationFn: (body: AdcDocument) =>
      sendTagged(api.POST('/organisations/{organisation}/adcs', { params: { path: { organisation } }, body })),
    onSuccess: async (made) => {
      unsaved.current = false;
      client.setQueryData(keys.adc(organisation, made.value.id), made);
      void client.invalidateQueries({ queryKey: keys.adcs(organisation) });
      await navigate(`/o/${organisation}/adcs/${made.value.id}`);
      toast(`${made.value.document.name} is on its way to the nodes.`);
    },
    onError: (error) => {
      if (error instanceof ApiError) form.refuse(error.problems);
    },
  });
  const isPlaced = create.error instanceof ApiError && create.error.problems.length > 0;
  return (
    <Page title="Create ADC" parent={{ to: `/o/${organisation}/adcs`, label: 'ADCs' }}>
      <UnsavedGuard unsaved={unsaved} />
      <AdcFields form={form} />
      {create.error && !isPlaced && <ErrorNotice error={create.error} />}
      <SaveBar
        form={form}
        action="Create ADC"
        isNew
        pending={create.isPending}
        canDiscard={form.dirty}
        onDiscard={() => form.reset(start)}
        onSave={() => {
          create.reset();
          if (form.attempt()) create.mutate(form.document);
        }}
      />
    </Page>
  );
}
