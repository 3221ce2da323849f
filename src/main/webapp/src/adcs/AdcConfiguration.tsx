import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { adcQuery } from '../api/queries';
import { Loaded } from '../components/Loaded';
import { useOrganisation } from '../lib/useOrganisation';
import { AdcEditor } from './AdcEditor';

export function AdcConfiguration() {
  const organisation = useOrganisation();
  const { id = '' } = useParams();
  const query = useQuery(adcQuery(organisation, id));
  return (
    <Loaded query={query} rows={10}>
      {(adc) => <AdcEditor key={id} organisation={organisation} current={adc} />}
    </Loaded>
  );
}
