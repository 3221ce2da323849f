import { createContext, use } from 'react';
import { getAt, type Json } from '../../lib/pointer';
import type { AdcForm } from './useAdcForm';

const Context = createContext<AdcForm | undefined>(undefined);

export const AdcFormProvider = Context.Provider;

export function useForm(): AdcForm {
  const form = use(Context);
  if (!form) throw new Error('Used outside an ADC form');
  return form;
}

/** One place of the document: its value, its problem, and how to change it. */
export function usePlace(pointer: string) {
  const form = useForm();
  return {
    value: getAt(form.draft, pointer),
    error: form.problems.at.get(pointer),
    set: (value: Json) => form.set(pointer, value),
  };
}

export function useList(pointer: string) {
  const form = useForm();
  const value = getAt(form.draft, pointer);
  const items = Array.isArray(value) ? value : [];
  return {
    items,
    add: (item: Json) => form.set(pointer, [...items, item]),
    remove: (index: number) => form.set(`${pointer}/${index}`, undefined),
  };
}
