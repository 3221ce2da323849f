import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { versionsQuery } from '../api/queries';
import { Card } from '../components/Card';
import { Loaded } from '../components/Loaded';
import { MoreButton } from '../components/MoreButton';
import { useOrganisation } from '../lib/useOrganisation';
import { VersionComparison } from './VersionComparison';
import { VersionTable } from './VersionTable';

export function AdcVersions() {
  const organisation = useOrganisation();
  const { id = '' } = useParams();
  const query = useInfiniteQuery(versionsQuery(organisation, id));
  const [chosen, setChosen] = useState<number>();
  return (
    <div className="stack">
      <Card title="Versions" flush>
        <Loaded query={query}>
          {({ pages }) => (
            <VersionTable
              versions={pages.flatMap((page) => page.items)}
              chosen={chosen ?? pages[0]?.items[0]?.version}
              onChoose={setChosen}
            />
          )}
        </Loaded>
        <MoreButton query={query} />
      </Card>
      {query.data && <VersionComparison versions={query.data.pages.flatMap((page) => page.items)} chosen={chosen} />}
    </div>
  );
}
