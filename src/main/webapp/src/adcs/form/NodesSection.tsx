import { MultiSelect, Radio, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { nodesQuery } from '../../api/queries';
import { Card } from '../../components/Card';
import { useOrganisation } from '../../lib/useOrganisation';
import { nodeName } from '../../nodes/states';
import { usePlace } from './formContext';

export function NodesSection() {
  const organisation = useOrganisation();
  const nodes = useQuery(nodesQuery(organisation));
  const { value, error, set } = usePlace('/nodeIds');
  const chosen = Array.isArray(value) ? value.filter((id) => typeof id === 'string') : undefined;
  const ids = new Set([...(nodes.data?.items.map(({ id }) => id) ?? []), ...(chosen ?? [])]);
  return (
    <Card title="Nodes">
      <Stack gap="sm">
        <Radio.Group
          aria-label="Which nodes serve this ADC"
          value={chosen ? 'chosen' : 'all'}
          onChange={(which) => set(which === 'all' ? undefined : [])}
        >
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: '8px 24px' }}>
            <Radio value="all" label="All nodes, also those that join later" />
            <Radio value="chosen" label="Chosen nodes" />
          </div>
        </Radio.Group>
        {chosen && (
          <MultiSelect
            aria-label="Chosen nodes"
            data-pointer="/nodeIds"
            placeholder={chosen.length === 0 ? 'Choose nodes' : undefined}
            searchable
            data={[...ids].map((id) => ({ value: id, label: nodeName(nodes.data?.items, id) }))}
            value={chosen}
            onChange={set}
            error={error}
            nothingFoundMessage="No such node"
          />
        )}
      </Stack>
    </Card>
  );
}
