import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Card } from '../../components/Card';
import { Icon } from '../../components/Icon';
import { ErrorPagesSection } from './ErrorPagesSection';
import { AdcFormProvider } from './formContext';
import { LimitsSection } from './LimitsSection';
import { ListenersSection } from './ListenersSection';
import { newPool } from './newDocument';
import { NodesSection } from './NodesSection';
import { PlaceError } from './PlaceError';
import { PoolSection } from './PoolSection';
import { RoutesSection } from './RoutesSection';
import { TextField } from './TextField';
import type { AdcForm } from './useAdcForm';
import { getAt } from '../../lib/pointer';

/** The document as fields, each bound to its JSON pointer. */
export function AdcFields({ form }: { form: AdcForm }) {
  const root = useRef<HTMLDivElement>(null);
  const { focus, problems } = form;
  const found = useRef(problems);
  found.current = problems;
  useEffect(() => {
    if (focus === 0) return;
    const fields = root.current?.querySelectorAll<HTMLElement>('[data-pointer]') ?? [];
    const first = [...fields].find((field) => found.current.at.has(field.dataset.pointer ?? ''));
    first?.focus();
  }, [focus]);

  const pools = getAt(form.draft, '/pools');
  const items = Array.isArray(pools) ? pools : [];
  return (
    <AdcFormProvider value={form}>
      <div className="stack" ref={root}>
        <Card title="ADC">
          <TextField pointer="/name" label="Name" description="Unique within the organisation" maw={420} />
        </Card>
        <NodesSection />
        <ListenersSection />
        <RoutesSection />
        <PlaceError pointer="/pools" />
        {items.map((_, index) => (
          <PoolSection
            key={index}
            index={index}
            onRemove={items.length > 1 ? () => form.set(`/pools/${index}`, undefined) : undefined}
          />
        ))}
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<Icon name="plus" size={12} />}
            onClick={() => form.set('/pools', [...items, newPool('')])}
          >
            Add pool
          </Button>
        </div>
        <ErrorPagesSection />
        <LimitsSection />
      </div>
    </AdcFormProvider>
  );
}
