# Properties of Pester's types that are computed, and those of its configuration, which take plain values.

$sum = { $this.DiscoveryDuration + $this.FrameworkDuration + $this.UserDuration }
Update-TypeData -TypeName Pester.Block -MemberType ScriptProperty -MemberName Duration -Value $sum -Force
Update-TypeData -TypeName Pester.Container -MemberType ScriptProperty -MemberName Duration -Value $sum -Force
Update-TypeData -TypeName Pester.Test -MemberType ScriptProperty -MemberName Duration -Value { $this.UserDuration + $this.FrameworkDuration } -Force
Update-TypeData -TypeName Pester.Block -MemberType ScriptProperty -MemberName Id -Value { $this.GroupId } -Force
Update-TypeData -TypeName Pester.Test -MemberType ScriptProperty -MemberName Id -Value { $this.GroupId } -Force
foreach ($name in 'Pester.Container', 'Pester.ContainerInfo') {
    Update-TypeData -TypeName $name -MemberType ScriptProperty -MemberName Name -Value { [Pester.Shown]::Item($this._type, $this.Item) } -Force
    Update-TypeData -TypeName $name -MemberType ScriptProperty -MemberName Type -Value { $this._type } -SecondValue { param($value) $this._type = [Pester.Shown]::Kind($value) } -Force
}
foreach ($section in [PesterConfiguration]::new().psobject.Properties) {
    foreach ($name in $section.Value._options.Keys) {
        $get = [scriptblock]::Create("`$this._options['$name']")
        $set = [scriptblock]::Create("param(`$value) `$this.Set('$name', `$value)")
        $type = $section.Value.GetType().FullName
        Update-TypeData -TypeName $type -MemberType ScriptProperty -MemberName $name -Value $get -SecondValue $set -Force
    }
}
