# The types of Pester.dll (Pester 5), which the module's scripts work on: what it found and what became of it,
# and its configuration. `__` in a name stands for a dot. What each setting means is told in the module's help.

[Flags()]
enum Pester__OutputTypes {
    None = 0
    Default = 1
    Passed = 2
    Failed = 4
    Pending = 8
    Skipped = 16
    Inconclusive = 32
    Describe = 64
    Context = 128
    Summary = 256
    Header = 512
    All = 1023
    Fails = 1021
}

class Pester__ShouldExpectResult {
    [string] $Actual
    [string] $Expected
    [string] $Because
    [string] ToString() { return "Expected: $($this.Expected) Actual: $($this.Actual) Because: $($this.Because)" }
}

class Pester__ShouldResult {
    [bool] $Succeeded
    [string] $FailureMessage
    [Pester.ShouldExpectResult] $ExpectResult
}

class Pester__InvocationResult {
    [bool] $Success
    [System.Collections.Generic.List[System.Management.Automation.ErrorRecord]] $ErrorRecord
    [object] $StandardOutput

    Pester__InvocationResult([bool] $success, [object] $errors, [object] $output) {
        $this.Success = $success
        $this.ErrorRecord = [System.Collections.Generic.List[System.Management.Automation.ErrorRecord]]::new()
        foreach ($one in $errors) { $this.ErrorRecord.Add($one) }
        $this.StandardOutput = $output
    }

    static [Pester.InvocationResult] Create([bool] $success, [object] $errors, [object] $output) {
        return [Pester.InvocationResult]::new($success, $errors, $output)
    }
}

class Pester__Shown {
    static [string] Mark([string] $result) {
        $marks = @{ Passed = '[+]'; Failed = '[-]'; Skipped = '[!]'; Pending = '[?]'; Inconclusive = '[?]'; NotRun = '[ ]' }
        if ($marks.ContainsKey("$result")) { return $marks["$result"] }
        return '[ERR]'
    }

    static [string] Item([string] $type, [object] $item) {
        if ($type -eq 'File') {
            if ($item -is [System.IO.FileInfo]) { return $item.FullName }
            return "$item"
        }
        if ($type -eq 'ScriptBlock') {
            if ($item -is [scriptblock] -and $item.File) { return "<ScriptBlock>:$($item.File):$($item.StartPosition.StartLine)" }
            return '<ScriptBlock>'
        }
        return "<$type>"
    }

    static [string] Kind([string] $name) {
        switch ($name) {
            'File' { return 'File' }
            'ScriptBlock' { return 'ScriptBlock' }
        }
        throw [System.ArgumentOutOfRangeException]::new('value', "Type must be 'File' or 'ScriptBlock'")
    }
}

class Pester__ContainerInfo {
    hidden [string] $_type = 'File'
    [object] $Item
    [object] $Data
    static [Pester.ContainerInfo] Create() { return [Pester.ContainerInfo]::new() }
    [string] ToString() { return [Pester.Shown]::Item($this._type, $this.Item) }
}

class Pester__Test {
    [string] $Name
    [System.Collections.Generic.List[string]] $Path
    [object] $Data
    [string] $ExpandedName
    [string] $ExpandedPath
    [string] $Result
    [System.Collections.Generic.List[object]] $ErrorRecord = [System.Collections.Generic.List[object]]::new()
    [object] $StandardOutput
    [string] $ItemType = 'Test'
    [string] $GroupId
    [scriptblock] $ScriptBlock
    [System.Collections.Generic.List[string]] $Tag
    [bool] $Focus
    [bool] $Skip
    [object] $Block
    [bool] $First
    [bool] $Last
    [bool] $Include
    [bool] $Exclude
    [bool] $Explicit
    [bool] $ShouldRun
    [int] $StartLine
    [bool] $Executed
    [System.Nullable[datetime]] $ExecutedAt
    [bool] $Passed
    [bool] $Skipped
    [bool] $Pending
    [bool] $Inconclusive
    [timespan] $UserDuration
    [timespan] $FrameworkDuration
    [hashtable] $PluginData = @{}
    [hashtable] $FrameworkData = @{ Runtime = @{ Phase = $null; ExecutionStep = $null } }
    static [Pester.Test] Create() { return [Pester.Test]::new() }
    [string] ToString() {
        $shown = if ($null -ne $this.ExpandedName -and $this.ExpandedName) { $this.ExpandedName } else { $this.Name }
        return [Pester.Shown]::Mark($this.Result) + ' ' + $shown
    }
}

class Pester__Block {
    [string] $Name
    [System.Collections.Generic.List[string]] $Path
    [object] $Data
    [string] $ExpandedName
    [string] $ExpandedPath
    [System.Collections.Generic.List[Pester.Block]] $Blocks = [System.Collections.Generic.List[Pester.Block]]::new()
    [System.Collections.Generic.List[Pester.Test]] $Tests = [System.Collections.Generic.List[Pester.Test]]::new()
    [string] $Result = 'NotRun'
    [int] $FailedCount
    [int] $PassedCount
    [int] $SkippedCount
    [int] $PendingCount
    [int] $NotRunCount
    [int] $TotalCount
    [System.Collections.Generic.List[object]] $ErrorRecord = [System.Collections.Generic.List[object]]::new()
    [string] $GroupId
    [System.Collections.Generic.List[string]] $Tag
    [bool] $Focus
    [bool] $Skip
    [string] $ItemType = 'Block'
    [Pester.ContainerInfo] $BlockContainer
    [object] $Root
    [bool] $IsRoot
    [object] $Parent
    [scriptblock] $EachTestSetup
    [scriptblock] $OneTimeTestSetup
    [scriptblock] $EachTestTeardown
    [scriptblock] $OneTimeTestTeardown
    [scriptblock] $EachBlockSetup
    [scriptblock] $OneTimeBlockSetup
    [scriptblock] $EachBlockTeardown
    [scriptblock] $OneTimeBlockTeardown
    [System.Collections.Generic.List[object]] $Order = [System.Collections.Generic.List[object]]::new()
    [bool] $Passed
    [bool] $First
    [bool] $Last
    [object] $StandardOutput
    [bool] $ShouldRun
    [bool] $Executed
    [datetime] $ExecutedAt
    [bool] $Exclude
    [bool] $Include
    [bool] $Explicit
    [timespan] $DiscoveryDuration
    [timespan] $FrameworkDuration
    [timespan] $UserDuration
    [timespan] $OwnDuration
    [scriptblock] $ScriptBlock
    [int] $StartLine
    [hashtable] $FrameworkData = @{}
    [hashtable] $PluginData = @{}
    [int] $InconclusiveCount
    [bool] $OwnPassed
    [int] $OwnTotalCount
    [int] $OwnPassedCount
    [int] $OwnFailedCount
    [int] $OwnSkippedCount
    [int] $OwnPendingCount
    [int] $OwnNotRunCount
    [int] $OwnInconclusiveCount
    static [Pester.Block] Create() { return [Pester.Block]::new() }
    [string] ToString() { return [Pester.Shown]::Mark($this.Result) + ' ' + $this.Name }
}

class Pester__Container {
    hidden [string] $_type = 'File'
    [object] $Item
    [object] $Data
    [System.Collections.Generic.List[Pester.Block]] $Blocks = [System.Collections.Generic.List[Pester.Block]]::new()
    [string] $Result = 'NotRun'
    [int] $FailedCount
    [int] $PassedCount
    [int] $SkippedCount
    [int] $InconclusiveCount
    [int] $NotRunCount
    [int] $TotalCount
    [System.Collections.Generic.List[object]] $ErrorRecord = [System.Collections.Generic.List[object]]::new()
    [bool] $Passed
    [bool] $OwnPassed
    [bool] $Skip
    [bool] $ShouldRun
    [bool] $Executed
    [datetime] $ExecutedAt
    [timespan] $DiscoveryDuration
    [timespan] $UserDuration
    [timespan] $FrameworkDuration
    [object] $StandardOutput
    static [Pester.Container] Create() { return [Pester.Container]::new() }

    static [Pester.Container] CreateFromBlock([Pester.Block] $block) {
        $made = [Pester.Container]::new()
        $alike = 'Result', 'FailedCount', 'PassedCount', 'SkippedCount', 'InconclusiveCount', 'NotRunCount', 'TotalCount',
            'DiscoveryDuration', 'UserDuration', 'FrameworkDuration', 'Passed', 'OwnPassed', 'Skip', 'ShouldRun', 'Executed',
            'ExecutedAt', 'Blocks', 'Data', 'StandardOutput'
        foreach ($name in $alike) { $made.$name = $block.$name }
        if ($null -ne $block.ErrorRecord) { $made.ErrorRecord = $block.ErrorRecord }
        $made._type = $block.BlockContainer.Type
        $made.Item = $block.BlockContainer.Item
        return $made
    }

    static [Pester.Container] CreateFromFile([System.IO.FileInfo] $file) {
        $made = [Pester.Container]::new()
        $made.Item = $file
        return $made
    }

    [string] ToString() {
        return [Pester.Shown]::Mark($this.Result) + ' ' + [Pester.Shown]::Item($this._type, $this.Item)
    }
}

class Pester__CodeCoverage {
    [string] $CoverageReport
    [double] $CoveragePercent
    [double] $CoveragePercentTarget
    [long] $CommandsAnalyzedCount
    [long] $CommandsExecutedCount
    [long] $CommandsMissedCount
    [long] $FilesAnalyzedCount
    [object] $CommandsMissed
    [object] $CommandsExecuted
    [object] $FilesAnalyzed
    static [Pester.CodeCoverage] Create() { return [Pester.CodeCoverage]::new() }
    [string] ToString() { return $this.CoverageReport }
}

class Pester__Factory {
    static [psnoteproperty] CreateNoteProperty([string] $name, [object] $value) {
        return [psnoteproperty]::new($name, $value)
    }
    static [psscriptmethod] CreateScriptMethod([string] $name, [scriptblock] $block) {
        return [psscriptmethod]::new($name, $block)
    }
    static [System.Collections.Generic.Dictionary[string, object]] CreateDictionary() {
        return [System.Collections.Generic.Dictionary[string, object]]::new([System.StringComparer]::OrdinalIgnoreCase)
    }
    static [System.Management.Automation.RuntimeDefinedParameterDictionary] CreateRuntimeDefinedParameterDictionary() {
        return [System.Management.Automation.RuntimeDefinedParameterDictionary]::new()
    }
    static [System.Collections.Generic.List[object]] CreateCollection() {
        return [System.Collections.Generic.List[object]]::new()
    }
    static [System.Text.StringBuilder] CreateStringBuilder() { return [System.Text.StringBuilder]::new() }
    static [System.IO.StringWriter] CreateStringWriter() { return [System.IO.StringWriter]::new() }

    static [System.Management.Automation.ErrorRecord] CreateShouldErrorRecord([string] $message, [string] $file, [string] $line, [string] $lineText, [bool] $terminating) {
        return [Pester.Factory]::CreateErrorRecord('PesterAssertionFailed', $message, $file, $line, $lineText, $terminating, $null)
    }
    static [System.Management.Automation.ErrorRecord] CreateShouldErrorRecord([string] $message, [string] $file, [string] $line, [string] $lineText, [bool] $terminating, [object] $result) {
        return [Pester.Factory]::CreateErrorRecord('PesterAssertionFailed', $message, $file, $line, $lineText, $terminating, $result)
    }
    static [System.Management.Automation.ErrorRecord] CreateErrorRecord([string] $id, [string] $message, [string] $file, [string] $line, [string] $lineText, [bool] $terminating) {
        return [Pester.Factory]::CreateErrorRecord($id, $message, $file, $line, $lineText, $terminating, $null)
    }
    static [System.Management.Automation.ErrorRecord] CreateErrorRecord([string] $id, [string] $message, [string] $file, [string] $line, [string] $lineText, [bool] $terminating, [object] $result) {
        $target = [System.Collections.Generic.Dictionary[string, object]]::new()
        $target['Message'] = $message
        $target['File'] = $file
        $target['Line'] = $line
        $target['LineText'] = $lineText
        $target['Terminating'] = $terminating
        if ($null -ne $result) { $target['ShouldResult'] = $result }
        $category = [System.Management.Automation.ErrorCategory]::InvalidResult
        return [System.Management.Automation.ErrorRecord]::new([System.Exception]::new($message), $id, $category, $target)
    }
}

class Pester__Tracing__CodeCoveragePoint {
    [int] $Line
    [int] $Column
    [int] $BpLine
    [int] $BpColumn
    [string] $Path
    [string] $AstText
    [string] $Text
    [bool] $Hit

    static [Pester.Tracing.CodeCoveragePoint] Create([string] $path, [int] $line, [int] $column, [int] $bpLine, [int] $bpColumn, [string] $astText) {
        $made = [Pester.Tracing.CodeCoveragePoint]::new()
        $made.Path = $path
        $made.Line = $line
        $made.Column = $column
        $made.BpLine = $bpLine
        $made.BpColumn = $bpColumn
        $made.AstText = $astText
        return $made
    }
    [string] ToString() { return "$($this.Hit):'$($this.AstText)':$($this.Line):$($this.Column):$($this.Path)" }
}

class Pester__Tracing__CodeCoverageTracer {
    static [object] Create([object] $points) {
        throw [System.NotSupportedException]::new('fedsh measures code coverage by breakpoints only: set CodeCoverage.UseBreakpoints to $true.')
    }
}

class Pester__Tracing__Tracer {
    static [void] Patch([object] $version, [object] $context, [object] $host, [object] $tracer) {
        throw [System.NotSupportedException]::new('fedsh measures code coverage by breakpoints only: set CodeCoverage.UseBreakpoints to $true.')
    }
    static [void] Unpatch() { }
}

class Pester__Option {
    [object] $Default
    [string] $Description
    [object] $Value
    [bool] $IsModified
    [bool] IsOriginalValue() { return -not $this.IsModified }
    [string] ToString() { return "$($this.Description) ($($this.Value), default: $($this.Default))" }

    hidden [object] Typed([object] $value) { return $value }
    hidden [void] Start([object] $value) {
        $this.Default = $this.Typed($value)
        $this.Value = $this.Default
    }
    # A value of its own under the default that was there before.
    hidden [Pester.Option] With([object] $value) {
        $given = if ($value -is [Pester.Option]) { $value.Value } else { $value }
        $made = $this.GetType()::new()
        $made.Default = $this.Default
        $made.Description = $this.Description
        $made.Value = $made.Typed($given)
        $made.IsModified = $true
        return $made
    }
}

class Pester__BoolOption : Pester.Option {
    hidden [object] Typed([object] $value) { return [bool]$value }
}

class Pester__StringOption : Pester.Option {
    hidden [object] Typed([object] $value) { if ($null -eq $value) { return $null }; return [string]$value }
}

class Pester__DecimalOption : Pester.Option {
    hidden [object] Typed([object] $value) { return [decimal]$value }
}

class Pester__StringArrayOption : Pester.Option {
    hidden [object] Typed([object] $value) { return [string[]]@($value) }
}

class Pester__ScriptBlockArrayOption : Pester.Option {
    hidden [object] Typed([object] $value) { return [scriptblock[]]@($value) }
}

class Pester__ContainerInfoArrayOption : Pester.Option {
    hidden [object] Typed([object] $value) { return [Pester.ContainerInfo[]]@($value) }
}

class Pester__ConfigurationSection {
    hidden [System.Collections.Specialized.OrderedDictionary] $_options = [ordered]@{}
    hidden [string] $_description

    Pester__ConfigurationSection() { $this.Prepare() }
    Pester__ConfigurationSection([System.Collections.IDictionary] $given) { $this.Prepare(); $this.Fill($given) }

    [string] ToString() { return $this._description }

    # Each section has its options.
    hidden [void] Prepare() { }
    hidden [void] Add([string] $name, [Pester.Option] $option, [object] $value) {
        $option.Start($value)
        $this._options[$name] = $option
    }
    hidden [void] Set([string] $name, [object] $value) { $this._options[$name] = $this._options[$name].With($value) }
    hidden [void] Fill([System.Collections.IDictionary] $given) {
        if ($null -eq $given) { return }
        foreach ($name in @($this._options.Keys)) {
            if ($given.Contains($name) -and $null -ne $given[$name]) { $this.Set($name, $given[$name]) }
        }
    }
    # This section's values, and over them those that the other one has of its own.
    hidden [object] Over([Pester.ConfigurationSection] $other) {
        $made = $this.GetType()::new()
        foreach ($name in @($this._options.Keys)) {
            foreach ($from in $this, $other) {
                $option = $from._options[$name]
                if ($option.IsModified) { $made.Set($name, $option.Value) }
            }
        }
        return $made
    }
}

class Pester__RunConfiguration : Pester.ConfigurationSection {
    Pester__RunConfiguration() { }
    Pester__RunConfiguration([System.Collections.IDictionary] $given) : base($given) { }
    hidden [void] Prepare() {
        $this._description = 'Which tests run, and what becomes of the result.'
        $this.Add('Path', [Pester.StringArrayOption]::new(), @('.'))
        $this.Add('ExcludePath', [Pester.StringArrayOption]::new(), @())
        $this.Add('ScriptBlock', [Pester.ScriptBlockArrayOption]::new(), @())
        $this.Add('Container', [Pester.ContainerInfoArrayOption]::new(), @())
        $this.Add('TestExtension', [Pester.StringOption]::new(), '.Tests.ps1')
        $this.Add('Exit', [Pester.BoolOption]::new(), $false)
        $this.Add('Throw', [Pester.BoolOption]::new(), $false)
        $this.Add('PassThru', [Pester.BoolOption]::new(), $false)
        $this.Add('SkipRun', [Pester.BoolOption]::new(), $false)
        $this.Add('SkipRemainingOnFailure', [Pester.StringOption]::new(), 'None')
        $this.Add('FailOnNullOrEmptyForEach', [Pester.BoolOption]::new(), $true)
    }
}

class Pester__FilterConfiguration : Pester.ConfigurationSection {
    Pester__FilterConfiguration() { }
    Pester__FilterConfiguration([System.Collections.IDictionary] $given) : base($given) { }
    hidden [void] Prepare() {
        $this._description = 'Which of the tests found are chosen.'
        foreach ($name in 'Tag', 'ExcludeTag', 'Line', 'ExcludeLine', 'FullName') {
            $this.Add($name, [Pester.StringArrayOption]::new(), @())
        }
    }
}

class Pester__CodeCoverageConfiguration : Pester.ConfigurationSection {
    Pester__CodeCoverageConfiguration() { }
    Pester__CodeCoverageConfiguration([System.Collections.IDictionary] $given) : base($given) { }
    hidden [void] Prepare() {
        $this._description = 'Which commands of the code the tests reach.'
        $this.Add('Enabled', [Pester.BoolOption]::new(), $false)
        $this.Add('OutputFormat', [Pester.StringOption]::new(), 'JaCoCo')
        $this.Add('OutputPath', [Pester.StringOption]::new(), 'coverage.xml')
        $this.Add('OutputEncoding', [Pester.StringOption]::new(), 'UTF8')
        $this.Add('Path', [Pester.StringArrayOption]::new(), @())
        $this.Add('ExcludeTests', [Pester.BoolOption]::new(), $true)
        $this.Add('RecursePaths', [Pester.BoolOption]::new(), $true)
        $this.Add('CoveragePercentTarget', [Pester.DecimalOption]::new(), 75)
        $this.Add('UseBreakpoints', [Pester.BoolOption]::new(), $true)
        $this.Add('SingleHitBreakpoints', [Pester.BoolOption]::new(), $true)
    }
}

class Pester__TestResultConfiguration : Pester.ConfigurationSection {
    Pester__TestResultConfiguration() { }
    Pester__TestResultConfiguration([System.Collections.IDictionary] $given) : base($given) { }
    hidden [void] Prepare() {
        $this._description = 'The file that the result is written to.'
        $this.Add('Enabled', [Pester.BoolOption]::new(), $false)
        $this.Add('OutputFormat', [Pester.StringOption]::new(), 'NUnitXml')
        $this.Add('OutputPath', [Pester.StringOption]::new(), 'testResults.xml')
        $this.Add('OutputEncoding', [Pester.StringOption]::new(), 'UTF8')
        $this.Add('TestSuiteName', [Pester.StringOption]::new(), 'Pester')
    }
}

class Pester__ShouldConfiguration : Pester.ConfigurationSection {
    Pester__ShouldConfiguration() { }
    Pester__ShouldConfiguration([System.Collections.IDictionary] $given) : base($given) { }
    hidden [void] Prepare() {
        $this._description = 'What Should does when it fails.'
        $this.Add('ErrorAction', [Pester.StringOption]::new(), 'Stop')
        $this.Add('DisableV5', [Pester.BoolOption]::new(), $false)
    }
}

class Pester__DebugConfiguration : Pester.ConfigurationSection {
    Pester__DebugConfiguration() { }
    Pester__DebugConfiguration([System.Collections.IDictionary] $given) : base($given) { }
    hidden [void] Prepare() {
        $this._description = 'What Pester tells of its own work.'
        $this.Add('ShowFullErrors', [Pester.BoolOption]::new(), $false)
        $this.Add('WriteDebugMessages', [Pester.BoolOption]::new(), $false)
        $this.Add('WriteDebugMessagesFrom', [Pester.StringArrayOption]::new(), @('Discovery', 'Skip', 'Mock', 'CodeCoverage'))
        $this.Add('ShowNavigationMarkers', [Pester.BoolOption]::new(), $false)
        $this.Add('ReturnRawResultObject', [Pester.BoolOption]::new(), $false)
    }
}

class Pester__OutputConfiguration : Pester.ConfigurationSection {
    Pester__OutputConfiguration() { }
    Pester__OutputConfiguration([System.Collections.IDictionary] $given) : base($given) { }
    hidden [void] Prepare() {
        $this._description = 'What is shown while tests run.'
        $this.Add('Verbosity', [Pester.StringOption]::new(), 'Normal')
        $this.Add('StackTraceVerbosity', [Pester.StringOption]::new(), 'Filtered')
        $this.Add('CIFormat', [Pester.StringOption]::new(), 'Auto')
        $this.Add('CILogLevel', [Pester.StringOption]::new(), 'Error')
        $this.Add('RenderMode', [Pester.StringOption]::new(), 'Auto')
    }
}

class Pester__TestDriveConfiguration : Pester.ConfigurationSection {
    Pester__TestDriveConfiguration() { }
    Pester__TestDriveConfiguration([System.Collections.IDictionary] $given) : base($given) { }
    hidden [void] Prepare() {
        $this._description = 'The drive that tests write to.'
        $this.Add('Enabled', [Pester.BoolOption]::new(), $true)
    }
}

class Pester__TestRegistryConfiguration : Pester.ConfigurationSection {
    Pester__TestRegistryConfiguration() { }
    Pester__TestRegistryConfiguration([System.Collections.IDictionary] $given) : base($given) { }
    hidden [void] Prepare() {
        $this._description = 'The registry drive of Windows, where there is one.'
        $this.Add('Enabled', [Pester.BoolOption]::new(), $true)
    }
}

class PesterConfiguration {
    static [PesterConfiguration] $Default = [PesterConfiguration]::new()
    [Pester.RunConfiguration] $Run
    [Pester.FilterConfiguration] $Filter
    [Pester.CodeCoverageConfiguration] $CodeCoverage
    [Pester.TestResultConfiguration] $TestResult
    [Pester.ShouldConfiguration] $Should
    [Pester.DebugConfiguration] $Debug
    [Pester.OutputConfiguration] $Output
    [Pester.TestDriveConfiguration] $TestDrive
    [Pester.TestRegistryConfiguration] $TestRegistry

    PesterConfiguration() { $this.Fill(@{}) }
    PesterConfiguration([System.Collections.IDictionary] $given) { $this.Fill($given) }

    # A section is made of a table of its values.
    hidden [void] Fill([System.Collections.IDictionary] $given) {
        foreach ($name in $this.psobject.Properties.Name) { $this.$name = $given[$name] ?? @{} }
    }

    static [PesterConfiguration] Merge([PesterConfiguration] $below, [PesterConfiguration] $above) {
        $made = [PesterConfiguration]::new()
        foreach ($name in $made.psobject.Properties.Name) { $made.$name = $below.$name.Over($above.$name) }
        return $made
    }
    static [PesterConfiguration] ShallowClone([PesterConfiguration] $from) {
        return [PesterConfiguration]::Merge([PesterConfiguration]::new(), $from)
    }
}

class Pester__Run {
    [System.Collections.Generic.List[Pester.Container]] $Containers = [System.Collections.Generic.List[Pester.Container]]::new()
    [string] $Result = 'NotRun'
    [int] $FailedCount
    [int] $FailedBlocksCount
    [int] $FailedContainersCount
    [int] $PassedCount
    [int] $SkippedCount
    [int] $InconclusiveCount
    [int] $NotRunCount
    [int] $TotalCount
    [timespan] $Duration
    [bool] $Executed
    [datetime] $ExecutedAt
    [string] $Version
    [string] $PSVersion
    [object] $PSBoundParameters
    [System.Collections.Generic.List[object]] $Plugins = [System.Collections.Generic.List[object]]::new()
    [hashtable] $PluginConfiguration = @{}
    [hashtable] $PluginData = @{}
    [PesterConfiguration] $Configuration
    [timespan] $DiscoveryDuration
    [timespan] $UserDuration
    [timespan] $FrameworkDuration
    [System.Collections.Generic.List[Pester.Test]] $Failed = [System.Collections.Generic.List[Pester.Test]]::new()
    [System.Collections.Generic.List[Pester.Block]] $FailedBlocks = [System.Collections.Generic.List[Pester.Block]]::new()
    [System.Collections.Generic.List[Pester.Container]] $FailedContainers = [System.Collections.Generic.List[Pester.Container]]::new()
    [System.Collections.Generic.List[Pester.Test]] $Passed = [System.Collections.Generic.List[Pester.Test]]::new()
    [System.Collections.Generic.List[Pester.Test]] $Skipped = [System.Collections.Generic.List[Pester.Test]]::new()
    [System.Collections.Generic.List[Pester.Test]] $Inconclusive = [System.Collections.Generic.List[Pester.Test]]::new()
    [System.Collections.Generic.List[Pester.Test]] $NotRun = [System.Collections.Generic.List[Pester.Test]]::new()
    [System.Collections.Generic.List[Pester.Test]] $Tests = [System.Collections.Generic.List[Pester.Test]]::new()
    [Pester.CodeCoverage] $CodeCoverage
    static [Pester.Run] Create() { return [Pester.Run]::new() }
    [string] ToString() { return [Pester.Shown]::Mark($this.Result) + ' Pester' }
}
